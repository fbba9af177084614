import type { Hex } from 'viem';
import { type Anvil, startAnvil } from '../support/anvil.ts';
import { type Bend, bendNode } from './bent-node.ts';
import { createChainWorld, networkOf } from './chain-world.ts';

let node: Anvil;
let bent: Awaited<ReturnType<typeof bendNode>>;
let world: ReturnType<typeof createChainWorld>;
/** As `world`, with a third source that is honest. */
let three: ReturnType<typeof createChainWorld>;

beforeAll(async () => {
  node = await startAnvil();
  bent = await bendNode(node.url);
  const urls = [bent.url, node.url];
  world = createChainWorld([networkOf({ id: 'eip155:31337', family: 'evm', urls })]);
  three = createChainWorld([
    networkOf({ id: 'eip155:31337', family: 'evm', urls: [...urls, `${node.url}/?again`] }),
  ]);
});
afterAll(async () => {
  await bent.stop();
  await node.stop();
});
beforeEach(() => bent.bendBy());

async function sent(blocks: number): Promise<Hex> {
  const account = node.account(1);
  const hash = await node.client.sendTransaction({ account, to: node.account(2).address, value: 1n });
  if (blocks > 0) await node.client.mine({ blocks });
  return hash;
}

type Block = { number: Hex; timestamp: Hex; hash: Hex };
const hexed = (value: bigint): Hex => `0x${value.toString(16)}`;
/** Moves the head that a node tells by so many blocks and seconds. */
const headMoved =
  (blocks: bigint, seconds: bigint): Bend =>
  ({ method, params }, result) => {
    if (method === 'eth_blockNumber') return hexed(BigInt(result as Hex) + blocks);
    if (method !== 'eth_getBlockByNumber' || params[0] !== 'latest') return undefined;
    const block = result as Block;
    return {
      ...block,
      number: hexed(BigInt(block.number) + blocks),
      timestamp: hexed(BigInt(block.timestamp) + seconds),
    };
  };
/** Knows nothing of transactions. */
const knowsNone: Bend = ({ method }) =>
  /^eth_getTransaction(ByHash|Receipt)$/.test(method) ? null : undefined;

describe('[SAFE8] a source', () => {
  it.each([
    ['is down', () => bent.fail(503), 'refused'],
    ['has had enough', () => bent.fail(429), 'rate_limited'],
    ['says nothing that could be understood', () => bent.bendBy(() => ({ nonsense: true })), 'malformed'],
    ['never answers', () => bent.fallSilent(), 'timeout'],
  ])('that %s is done without', async (_name, breakIt, error) => {
    const hash = await sent(1);
    breakIt();
    const { evidence } = await world.expectVerdict('confirming', hash);
    expect(evidence).toContainEqual({ kind: 'failed', source: 1, error });
    expect(evidence).toContainEqual(expect.objectContaining({ kind: 'answered', source: 2 }));
  });

  it('that names a head which it cannot show, or one of the future, is not believed', async () => {
    const hash = await sent(1);
    bent.bendBy(({ method }, result) =>
      method === 'eth_blockNumber' ? hexed(BigInt(result as Hex) + 1_000n) : undefined,
    );
    const boasting = await world.expectVerdict('confirming', hash);
    expect(boasting.evidence).toContainEqual({
      kind: 'incredible_head',
      source: 1,
      head: expect.any(Number),
    });
    expect(boasting.facts.block.confirmations).toBe(1);
    bent.bendBy(headMoved(1_000n, 12_000n));
    const future = await world.expectVerdict('confirming', hash);
    expect(future.evidence).toContainEqual({ kind: 'incredible_head', source: 1, head: expect.any(Number) });
    // One that is a little ahead makes nothing final sooner.
    bent.bendBy(headMoved(50n, 1n));
    expect((await world.expectVerdict('confirming', hash)).isFinal).toBe(false);
  });

  it('that is behind is not asked whether something is there', async () => {
    const hash = await sent(1);
    bent.bendBy((asked, result) => {
      const none = knowsNone(asked, result);
      return none === null ? null : headMoved(-5n, -60n)(asked, result);
    });
    await node.client.mine({ blocks: 8 });
    const { evidence } = await world.expectVerdict('succeeded', hash);
    expect(evidence).toContainEqual({ kind: 'lagging', source: 1, blocks: 5 });
  });

  it('that contradicts the other one makes it unknown; a third decides', async () => {
    const hash = await sent(3);
    bent.bendBy(knowsNone);
    const { facts, evidence } = await world.expectVerdict('unknown', hash);
    expect(facts.obstacle).toBe('sources_disagree');
    expect(evidence).toContainEqual({ kind: 'disagreement', on: 'existence', sources: [1, 2] });
    const decided = await three.expectVerdict('succeeded', hash);
    expect(decided.evidence).toContainEqual({ kind: 'disagreement', on: 'existence', sources: [1, 2, 3] });

    bent.bendBy(({ method }, result) =>
      method === 'eth_getTransactionReceipt' ? { ...(result as object), status: '0x0' } : undefined,
    );
    const outcome = await world.expectVerdict('unknown', hash);
    expect(outcome.evidence).toContainEqual({ kind: 'disagreement', on: 'outcome', sources: [1, 2] });
  });

  it('whose pool lacks what waits elsewhere contradicts nobody', async () => {
    const hash = await sent(0);
    bent.bendBy(knowsNone);
    await world.expectVerdict('pending', hash);
    await node.client.mine({ blocks: 1 });
  });

  it('is told as failed or late in the condition of its network, which changes by two readings', async () => {
    const fresh = createChainWorld([
      networkOf({ id: 'eip155:31337', family: 'evm', urls: [bent.url, node.url] }),
    ]);
    await node.client.mine({ blocks: 1 });
    expect(await fresh.states.list()).toMatchObject([{ condition: 'normal' }]);
    bent.fail(503);
    fresh.clock.pass(15_001);
    expect(await fresh.states.list()).toMatchObject([
      { condition: 'normal', sources: [{ error: 'refused' }, { error: null }] },
    ]);
    fresh.clock.pass(15_001);
    expect(await fresh.states.list()).toMatchObject([{ condition: 'degraded' }]);
  });
});

it('[SAFE8] nobody answers: that is unknown, and never "not found"', async () => {
  const lone = createChainWorld([networkOf({ id: 'eip155:31337', family: 'evm', urls: [bent.url] })]);
  const hash = await sent(1);
  bent.fail(503);
  expect((await lone.expectVerdict('unknown', hash, 'eip155:31337')).facts.obstacle).toBe('no_answer');
  bent.bendBy(headMoved(0n, -3_600n));
  // A node that stands still does not know what came since.
  const nowhere = `0x${'ab'.repeat(32)}`;
  expect((await lone.expectVerdict('unknown', nowhere, 'eip155:31337')).facts.obstacle).toBe('node_lags');
  expect((await lone.expectVerdict('unknown', hash, 'eip155:1')).facts.obstacle).toBe(
    'network_not_configured',
  );
});
