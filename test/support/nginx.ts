import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from './eventually.ts';
import { findProgram } from './engines.ts';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import { spawnGuarded } from './guarded-process.ts';
import { createTempFolder } from './temp-folder.ts';

const shipped = fileURLToPath(new URL('../../docs/nginx.conf', import.meta.url));

export type Nginx = {
  url: string;
  /** Starts it before these two servers. */
  start(ports: readonly [number, number]): Promise<void>;
  /** The `n`s of socket requests that each server got, with the status: what nginx wrote into its log. */
  routes(): Promise<{ n: string; port: number; status: number }[]>;
  stop(): Promise<void>;
};

/** nginx with the configuration that is shipped, its addresses exchanged. The port is known before it is started. */
export async function prepareNginx(): Promise<Nginx> {
  const program = await findProgram('nginx', ['/usr/sbin'], 'install nginx-light or nginx');
  const folder = await createTempFolder('nginx');
  // Started as root it works as another user.
  await chmod(folder, 0o777);
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const log = join(folder, 'routes.log');
  let child: Awaited<ReturnType<typeof spawnGuarded>> | undefined;

  return {
    url,
    async start([first, second]) {
      const site = (await readFile(shipped, 'utf8'))
        .replace('listen 8080;', `listen 127.0.0.1:${port};`)
        .replaceAll('server-1:3000', `127.0.0.1:${first}`)
        .replaceAll('server-2:3000', `127.0.0.1:${second}`);
      await writeFile(join(folder, 'haven.conf'), site);
      await writeFile(join(folder, 'nginx.conf'), around(folder, log));
      child = await spawnGuarded(program, ['-e', 'stderr', '-c', join(folder, 'nginx.conf')]);
      await eventually(async () => {
        if (!child?.isRunning()) throw new Error(`nginx did not start:\n${child?.output()}`);
        expect((await fetch(`${url}/readyz`)).status).toBe(200);
      });
    },
    async routes() {
      const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '');
      return lines.map((line) => {
        const [n = '', address = '', status] = line.split(' ');
        return { n, port: Number(address.split(':')[1]), status: Number(status) };
      });
    },
    async stop() {
      await child?.end('SIGTERM');
    },
  };
}

/** What belongs to the process: everything that it writes goes into its own folder. */
function around(folder: string, log: string): string {
  const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return `
daemon off;
master_process off;
pid ${join(folder, 'nginx.pid')};
error_log stderr warn;
events { worker_connections 512; }
http {
  ${places.map((place) => `${place}_temp_path ${join(folder, place)};`).join(' ')}
  log_format route '$arg_n $upstream_addr $status';
  map $uri $is_socket { default 0; /socket/ 1; }
  access_log ${log} route if=$is_socket;
  include ${join(folder, 'haven.conf')};
}
`;
}
