import { setTimeout as sleep } from 'node:timers/promises';
import type { Cluster, Node } from './cluster.ts';
import type { Link, Toxics } from './link.ts';
import type { ClientTroubles, Participant } from './participant.ts';
import type { Randomness } from './randomness.ts';

/** How long faults last, in milliseconds. */
export type Durations = { freeze: number; outage: number; toxic: number };
export const fullDurations: Durations = { freeze: 20_000, outage: 30_000, toxic: 4_000 };
export const shortDurations: Durations = { freeze: 3_000, outage: 3_000, toxic: 1_500 };

/** A fault waits this long for something to hit, e.g. while another one has stopped all traffic. */
const biteWithinMs = 20_000;

/** Where a fault happens. */
export type Scene = {
  cluster: Cluster;
  people: readonly Participant[];
  troubles: ClientTroubles;
  randomness: Randomness;
  durations: Durations;
};

/** Happens, ends, and puts back what it took. Answers whether it bit: hit something that was in use. */
export type Fault = (scene: Scene) => Promise<boolean>;

/** A server that no other fault has at the moment. */
function takeNode({ cluster, randomness }: Scene): Node {
  const node = randomness.pick(cluster.nodes.filter(({ state }) => state === 'up'));
  node.state = 'down';
  return node;
}

/** Whether somebody is connected to it, or about to say something. */
function isInUse({ cluster, people }: Scene, node: Node): boolean {
  return cluster.front.connections(node.server.port) > 0 && people.some((person) => person.pending() > 0);
}

async function untilBitten(hasBitten: () => boolean): Promise<void> {
  for (let waited = 0; waited < biteWithinMs && !hasBitten(); waited += 50) await sleep(50);
}

async function untilInUse(scene: Scene, node: Node): Promise<boolean> {
  for (let waited = 0; waited < biteWithinMs && !isInUse(scene, node); waited += 5) await sleep(5);
  return isInUse(scene, node);
}

const kill: Fault = async (scene) => {
  const node = takeNode(scene);
  const hasBitten = await untilInUse(scene, node);
  await node.server.kill('SIGKILL');
  await scene.cluster.bringUp(node);
  return hasBitten;
};

/** A zombie: its sockets and its leases stay, and it wakes up believing that no time has passed. */
const freeze: Fault = async (scene) => {
  const node = takeNode(scene);
  const hasBitten = await untilInUse(scene, node);
  process.kill(node.server.pid(), 'SIGSTOP');
  await sleep(scene.durations.freeze);
  process.kill(node.server.pid(), 'SIGCONT');
  node.state = 'up';
  return hasBitten;
};

const term: Fault = async (scene) => {
  const node = takeNode(scene);
  const hasBitten = await untilInUse(scene, node);
  const code = await node.server.kill('SIGTERM');
  if (code !== 0) scene.cluster.exits.push(`${node.name} drained and ended with ${code}`);
  await scene.cluster.bringUp(node);
  return hasBitten;
};

const linksTo = (scene: Scene, engine: 'postgres' | 'redis') =>
  scene.cluster.nodes.map((node) => node[engine]);
const total = (links: readonly Link[], of: (link: Link) => number) =>
  links.reduce((sum, link) => sum + of(link), 0);

const redisKill: Fault = async (scene) => {
  const lost = total(linksTo(scene, 'redis'), (link) => link.connections());
  await scene.cluster.killRedis();
  await sleep(scene.randomness.between(100, 1_500));
  await scene.cluster.startRedis();
  return lost > 0;
};

const redisFlush: Fault = async ({ cluster }) => (await cluster.flushRedis()) > 0;

const redisHang: Fault = async (scene) => {
  const carried = () => total(linksTo(scene, 'redis'), (link) => link.carried());
  const before = carried();
  scene.cluster.signalRedis('SIGSTOP');
  await sleep(scene.durations.toxic);
  await untilBitten(() => carried() > before);
  scene.cluster.signalRedis('SIGCONT');
  return carried() > before;
};

/** PostgreSQL stops without a checkpoint and comes back after `awayMs`, as after a crash. */
async function stopPostgres(scene: Scene, awayMs: number): Promise<boolean> {
  const lost = total(linksTo(scene, 'postgres'), (link) => link.connections());
  await scene.cluster.crashPostgres();
  await sleep(awayMs);
  await scene.cluster.startPostgres();
  return lost > 0;
}

const reload: Fault = async ({ people, randomness, durations }) => {
  let reloaded = 0;
  const until = Date.now() + durations.toxic;
  while (Date.now() < until) {
    const busy = people.filter((person) => person.pending() > 0);
    if (busy.length > 0) {
      randomness.pick(busy).reload();
      reloaded += 1;
    }
    await sleep(randomness.between(50, 250));
  }
  return reloaded > 0;
};

/** Entry notices vanish on the way: only the numbers can tell (LIVE1). */
const lostNotices: Fault = async ({ troubles, durations }) => {
  const before = troubles.lost;
  troubles.lostNotices = 0.3;
  await sleep(durations.toxic);
  troubles.lostNotices = 0;
  return troubles.lost > before;
};

/** Which links a toxic poisons; of the engines' links, those of one server or of both. */
function choose(scene: Scene, name: 'client' | 'postgres' | 'redis'): Link[] {
  if (name === 'client') return [scene.cluster.front];
  const links = linksTo(scene, name);
  return scene.randomness.next() < 0.5 ? links : [scene.randomness.pick(links)];
}

const poisonWith =
  (name: 'client' | 'postgres' | 'redis', toxics: Toxics): Fault =>
  async (scene) => {
    const links = choose(scene, name);
    const affected = () => total(links, (link) => link.affected());
    const before = affected();
    for (const link of links) link.poison(toxics);
    await sleep(scene.durations.toxic);
    await untilBitten(() => affected() > before);
    for (const link of links) link.poison({});
    return affected() > before;
  };

/** Cut again and again: whatever came back is cut too. */
const cutsOf =
  (name: 'client' | 'postgres' | 'redis'): Fault =>
  async (scene) => {
    const links = choose(scene, name);
    let cut = 0;
    const from = Date.now();
    const until = from + scene.durations.toxic;
    while (Date.now() < until || (cut === 0 && Date.now() < from + biteWithinMs)) {
      cut += total(links, (link) => link.cut());
      await sleep(scene.randomness.between(100, 900));
    }
    return cut > 0;
  };

const toxicsOf = (link: 'client' | 'postgres' | 'redis'): Record<string, Fault> => ({
  [`${link}-latency`]: poisonWith(link, { latencyMs: 30, jitterMs: 90 }),
  [`${link}-cut`]: cutsOf(link),
  [`${link}-half-open`]: poisonWith(link, { halfOpen: true }),
  [`${link}-slice`]: poisonWith(link, { sliceBytes: 40 }),
  [`${link}-narrow`]: poisonWith(link, { bytesPerSecond: 200_000 }),
  [`${link}-reply-cut`]: poisonWith(link, { loseReplies: 'cut' }),
  [`${link}-reply-lost`]: poisonWith(link, { loseReplies: 'swallow' }),
});

/** Every fault by its name, as `--only` takes it. */
export const faults: Readonly<Record<string, Fault>> = {
  kill,
  freeze,
  term,
  'redis-kill': redisKill,
  'redis-flush': redisFlush,
  'redis-hang': redisHang,
  'postgres-stop': (scene) => stopPostgres(scene, 0),
  'postgres-outage': (scene) => stopPostgres(scene, scene.durations.outage),
  reload,
  'lost-notices': lostNotices,
  ...toxicsOf('client'),
  ...toxicsOf('postgres'),
  ...toxicsOf('redis'),
};
