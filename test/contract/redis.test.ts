import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenRedis } from '@haven/server/storage/redis/client';
import { defineScript } from '@haven/server/storage/redis/define-scripts';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { openTestRedis } from '../support/open-engines.ts';

let opened: OpenRedis;

beforeAll(async () => {
  opened = await openTestRedis();
}, 180_000);
afterAll(() => opened.close());
beforeEach(() => opened.redis.flushdb());

const lua = '../../test/contract/lua';

describe('scripts', () => {
  const define = () =>
    defineScript<[member: string, weight: number], [rank: number, calls: number] | -1>(opened.redis, {
      name: 'weigh',
      file: `${lua}/weigh-2.lua`,
      keys: 2,
    });
  const keys = ['{t}:weights', '{t}:calls'];

  it('a script is a function of keys and arguments', async () => {
    const weigh = define();
    expect(await weigh(keys, ['a', 5])).toEqual([0, 1]);
    expect(await weigh(keys, ['b', 3])).toEqual([0, 2]);
    expect(await weigh(keys, ['a', 1])).toEqual([1, 3]);
    expect(await weigh(keys, ['a', 0])).toBe(-1);
  });

  it('a server that has forgotten the script gets it again', async () => {
    const weigh = define();
    await weigh(keys, ['a', 1]);
    await opened.redis.script('FLUSH');
    expect(await weigh(keys, ['a', 1])).toEqual([0, 2]);
  });

  it('the wrong number of keys is refused before it runs', async () => {
    await expect(define()(['one'], ['a', 1])).rejects.toThrow('takes 2 keys, not 1');
  });

  it('a definition that disagrees with its file name is refused', () => {
    const definition = { name: 'weigh', file: `${lua}/weigh-2.lua`, keys: 3 };
    expect(() => defineScript(opened.redis, definition)).toThrow('must be named weigh-3.lua');
  });

  it('a script for any number of keys says so in its name', async () => {
    const count = defineScript<[], number>(opened.redis, {
      name: 'count',
      file: `${lua}/count-n.lua`,
      keys: 'n',
    });
    expect(await count([], [])).toBe(0);
    expect(await count(['{t}:a', '{t}:b', '{t}:c'], [])).toBe(3);
  });
});

describe('the engine', () => {
  it('keys expire', async () => {
    await opened.redis.set('short', '1', 'PX', 80);
    expect(await opened.redis.get('short')).toBe('1');
    expect(await opened.redis.pttl('short')).toBeLessThanOrEqual(80);
    await sleep(150);
    expect(await opened.redis.get('short')).toBeNull();
  });

  it('a hundred commands one after the other take no timer tick each', async () => {
    const start = performance.now();
    for (let i = 0; i < 100; i += 1) await opened.redis.set('key', i);
    // One tick of the embedded engine's timer is 100 ms: this would be ten seconds.
    expect(performance.now() - start).toBeLessThan(1_500);
  });

  it('values larger than any buffer pass, both ways', async () => {
    const value = '长'.repeat(700_000);
    await opened.redis.set('large', value);
    expect(await opened.redis.get('large')).toBe(value);
  });

  it('who subscribes to a channel hears it from the moment that it holds until they leave it', async () => {
    const heard: string[] = [];
    const subscriptions = opened.subscribe({
      heard: (channel, text) => heard.push(`${channel}: ${text}`),
      renewed: () => undefined,
    });
    const channels = Array.from({ length: 1_200 }, (_, index) => `sharded-${index}`);
    expect(await subscriptions.add(channels)).toBe(true);
    expect(await opened.redis.spublish('sharded-1199', 'one')).toBe(1);
    expect(await opened.redis.spublish('another', 'one')).toBe(0);
    await eventually(() => expect(heard).toEqual(['sharded-1199: one']));
    subscriptions.remove(channels);
    await eventually(async () => expect(await opened.redis.spublish('sharded-1199', 'two')).toBe(0));
  });
});

// Who ends a native one sees to it themselves.
if (engineOfProject() === 'embedded')
  it('[TRUTH1] an embedded engine that ends is started again, empty', async () => {
    const { redis } = opened;
    await redis.set('key', 1);
    for (let time = 0; time < 3; time += 1) {
      await redis.call('SHUTDOWN', 'NOSAVE').catch(() => undefined);
      await eventually(async () => expect(await redis.dbsize()).toBe(0), 20_000);
      await redis.set('key', 1);
    }
  }, 90_000);
