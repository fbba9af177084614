import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import {
  type Certificate,
  findProgram,
  type NativeEngine,
  portOf,
  startRedis,
  withRedis,
} from '../support/engines.ts';
import { eventually } from '../support/eventually.ts';
import { messageTo } from '../support/people.ts';
import { clusterUrl } from '../support/redis-cluster.ts';
import { sentinelGroup, startSentinel } from '../support/redis-sentinels.ts';
import { removeFolder } from '../support/remove-folder.ts';
import { startServer } from '../support/server-process.ts';
import { createTempFolder } from '../support/temp-folder.ts';
import { createWorld } from '../support/world.ts';

describe('a server whose Redis speaks TLS alone', () => {
  let folder: string;
  let certificate: Certificate;
  const stops: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    folder = await createTempFolder('tls');
    certificate = await makeCertificate(folder);
  });
  afterEach(async () => {
    for (const stop of stops.splice(0).reverse()) await stop();
  }, 60_000);
  afterAll(() => removeFolder(folder));

  async function startRedisWithTls(as: { clusterPort?: number } = {}): Promise<NativeEngine> {
    const redis = await startRedis({ ...as, certificate });
    stops.push(redis.stop);
    return redis;
  }

  const kinds = {
    async 'one server'() {
      return (await startRedisWithTls()).url;
    },
    async 'a cluster'() {
      const redis = await startRedisWithTls({ clusterPort: await findFreePort() });
      await withRedis(redis.url, (one) => one.cluster('ADDSLOTSRANGE', 0, 16_383), certificate);
      return clusterUrl([redis, redis]);
    },
    async sentinels() {
      const redis = await startRedisWithTls();
      const { password } = new URL(redis.url);
      const port = await findFreePort();
      const sentinel = await startSentinel(port, portOf(redis), password, certificate);
      stops.push(() => sentinel.end('SIGKILL'));
      return `rediss+sentinel://default:${password}@127.0.0.1:${port}/${sentinelGroup}/0`;
    },
  };

  it.each(Object.entries(kinds))(
    '[RT1] [LIVE1] gives chats out and passes on what is said: %s',
    async (_, startKind) => {
      const url = await startKind();
      const env = { REDIS_URL: url, NODE_EXTRA_CA_CERTS: certificate.file };
      const server = await startServer({ engine: 'native', env });
      stops.push(server.stop);
      const world = await createWorld(server.url);
      const agent = await world.agent();
      const visitor = await world.visitor();
      const { id } = await world.assigned(visitor, agent);
      await agent.get('conversation:open', { conversationId: id });
      const sent = await visitor.get('entry:send', messageTo(id, 'Hello'));
      await eventually(() => expect(JSON.stringify(agent.heard)).toContain(sent.id));
      world.close();
    },
    180_000,
  );

  it('refuses a certificate that nobody vouches for', async () => {
    const { url } = await startRedisWithTls();
    await expect(startServer({ engine: 'native', env: { REDIS_URL: url } })).rejects.toThrow(
      /Redis at 127\.0\.0\.1:\d+ can't be used: self-signed certificate/,
    );
  }, 180_000);
});

async function makeCertificate(folder: string): Promise<Certificate> {
  const [file, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')];
  const openssl = await findProgram('openssl', [], 'install openssl');
  const wanted = ['-days', '1', '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  await promisify(execFile)(openssl, [
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', keyFile, '-out', file],
    ...wanted,
  ]);
  return { file, keyFile };
}
