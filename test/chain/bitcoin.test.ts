import { type Answers, startAnswering } from './answering-server.ts';
import { createChainWorld, networkOf } from './chain-world.ts';

const id = 'bip122:000000000019d6689c085ae165831e93';
const genesis = '000000000019d6689c085ae165831e934ff763ae46a2a6c172b3f1b60a8ce26f';
const hash = 'b6f6991d03df0e2e04dafffcd6bc418aac66049e2cd74b80f14ac86db1e3f0da';
const other = '4a5e1e4baab89f3a32518a88c31bc87f618f76673e2cc77ab2127b7afdeda33b';
const spent = 'f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16';
const [alice, bob] = ['bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq', '1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa'];
const blockHash = '00000000000000000001d5d4c2d9ac5c6e5c1d6d6a9e0b8f7c6d5e4f3a2b1c0d';

let server: Awaited<ReturnType<typeof startAnswering>>;
let second: typeof server;
beforeAll(async () => {
  [server, second] = await Promise.all([startAnswering('/api'), startAnswering('/api')]);
});
afterAll(() => Promise.all([server.stop(), second.stop()]));

const worldOf = (...urls: string[]) =>
  createChainWorld([networkOf({ id, family: 'bitcoin', urls, symbol: 'BTC', decimals: 8, finalAfter: 3 })]);

type Wish = { txid?: string; status?: object; sequence?: number; fee?: number; change?: number };

/** A transaction in the form of Esplora's documentation. */
function transaction({
  txid = hash,
  status = { confirmed: false },
  sequence = 0xfffffffd,
  fee = 2_000,
  change = 38_000,
}: Wish = {}) {
  return {
    txid,
    version: 2,
    locktime: 0,
    vin: [
      {
        txid: spent,
        vout: 1,
        prevout: {
          scriptpubkey: '0014',
          scriptpubkey_type: 'v0_p2wpkh',
          scriptpubkey_address: alice,
          value: 100_000,
        },
        scriptsig: '',
        is_coinbase: false,
        sequence,
      },
    ],
    vout: [
      { scriptpubkey: '76a9', scriptpubkey_type: 'p2pkh', scriptpubkey_address: bob, value: 60_000 },
      { scriptpubkey: '0014', scriptpubkey_type: 'v0_p2wpkh', scriptpubkey_address: alice, value: change },
    ],
    size: 226,
    weight: 576,
    fee,
    status,
  };
}

const now = () => Math.floor(Date.now() / 1_000);
function chain(tip: number, rest: Answers = {}): Answers {
  const blocks = Array.from({ length: 10 }, (_, index) => ({
    id: index === 0 ? blockHash : `${index}`.padStart(64, '0'),
    height: tip - index,
    timestamp: now() - index * 600,
  }));
  return {
    'GET /blocks/tip/height': `${tip}`,
    'GET /blocks': blocks,
    'GET /fee-estimates': { 1: 40.5, 6: 25.1, 144: 10.2, 1008: 1 },
    'GET /block-height/0': genesis,
    ...rest,
  };
}
const confirmedAt = (height: number) => ({
  confirmed: true,
  block_height: height,
  block_hash: blockHash,
  block_time: 1_760_000_000,
});

it('[SAFE8] a transaction waits, by what it offers', async () => {
  server.answer(chain(900_000, { [`GET /tx/${hash}`]: transaction() }));
  const { facts } = await worldOf(server.url).expectVerdict('pending', `0x${hash.toUpperCase()}`, id);
  expect(facts.offer).toEqual({ kind: 'rate', rate: '13888', suggested: '25100', isReplaceable: true });
  expect(facts.transaction).toMatchObject({
    from: alice,
    to: bob,
    amount: { value: '60000', decimals: 8, symbol: 'BTC' },
    outputs: [{ address: bob }, { address: alice, amount: { value: '38000' } }],
  });
  server.answer(chain(900_000, { [`GET /tx/${hash}`]: transaction({ fee: 700, sequence: 0xffffffff }) }));
  const cheap = await worldOf(server.url).expectVerdict('pending_underpriced', hash, id);
  expect(cheap.facts.offer).toMatchObject({ rate: '4861', isReplaceable: false });
});

it('[SAFE8] a transaction is confirming, final, and may go back', async () => {
  const world = worldOf(server.url);
  const status = confirmedAt(900_000);
  server.answer(chain(900_000, { [`GET /tx/${hash}`]: transaction({ status }) }));
  const first = await world.expectVerdict('confirming', hash, id);
  expect(first.facts).toMatchObject({
    block: { confirmations: 1, finalAfter: 3 },
    paid: { amount: { value: '2000' } },
  });
  server.answer(chain(900_001, { [`GET /tx/${hash}`]: transaction() }));
  const back = await world.expectVerdict('pending', hash, id);
  expect(back.evidence).toContainEqual({ kind: 'reorganised', from: blockHash, fromNumber: 900_000 });
  server.answer(chain(900_002, { [`GET /tx/${hash}`]: transaction({ status }) }));
  expect(await world.expectVerdict('succeeded', hash, id)).toMatchObject({
    isFinal: true,
    nextCheckAt: null,
  });
});

it('[SAFE8] a transaction was dropped, is being replaced, and was replaced by one that pays more', async () => {
  const world = worldOf(server.url);
  await expectPendingFirst();
  server.answer(chain(900_000, { [`GET /tx/${spent}/outspend/1`]: { spent: false } }));
  await world.expectVerdict('dropped', hash, id);

  const taker = { spent: true, txid: other, vin: 0 };
  server.answer(
    chain(900_000, { [`GET /tx/${spent}/outspend/1`]: { ...taker, status: { confirmed: false } } }),
  );
  await world.expectVerdict('being_replaced', hash, id);

  server.answer(
    chain(900_001, {
      [`GET /tx/${spent}/outspend/1`]: { ...taker, status: confirmedAt(900_001) },
      [`GET /tx/${other}`]: transaction({
        txid: other,
        fee: 9_000,
        change: 31_000,
        status: confirmedAt(900_001),
      }),
    }),
  );
  const { facts, isFinal } = await world.expectVerdict('repriced', hash, id);
  expect({ by: facts.by, isFinal }).toEqual({ by: other, isFinal: false });

  async function expectPendingFirst() {
    server.answer(chain(900_000, { [`GET /tx/${hash}`]: transaction() }));
    await world.expectVerdict('pending', hash, id);
  }
});

it.each([
  ['is down', { 'GET /blocks': 503 }],
  ['limits', { 'GET /blocks/tip/height': 429 }],
  ['talks nonsense', { [`GET /tx/${hash}`]: { txid: 7 } }],
  ['answers with a page', { 'GET /blocks': '<html>'.repeat(100) }],
])('[SAFE8] a source that %s is done without, and alone it leaves things unknown', async (_name, broken) => {
  const good = chain(900_000, { [`GET /tx/${hash}`]: transaction() });
  server.answer({ ...good, ...broken });
  second.answer(good);
  expect((await worldOf(server.url).expectVerdict('unknown', hash, id)).facts.transaction).toBeNull();
  const { evidence } = await worldOf(server.url, second.url).expectVerdict('pending', hash, id);
  expect(evidence).toContainEqual(expect.objectContaining({ kind: 'failed', source: 1 }));
});

it('[SAFE8] a source with a head that cannot be, or behind, is not believed; two that differ make it unknown', async () => {
  second.answer(chain(900_004, { [`GET /tx/${hash}`]: transaction({ status: confirmedAt(900_000) }) }));
  server.answer({ ...chain(900_004), 'GET /blocks/tip/height': '999999' });
  await worldOf(server.url, second.url).expectVerdict('succeeded', hash, id);
  server.answer({
    ...chain(899_990),
    'GET /blocks': [{ id: blockHash, height: 899_990, timestamp: now() - 9_000 }],
  });
  const { evidence } = await worldOf(server.url, second.url).expectVerdict('succeeded', hash, id);
  expect(evidence).toContainEqual({ kind: 'lagging', source: 1, blocks: 14 });
  server.answer(chain(900_004));
  await worldOf(server.url, second.url).expectVerdict('unknown', hash, id);
});

it('[SAFE8] a source is known by its first block, and read for pace and fees', async () => {
  server.answer(chain(900_000));
  const world = worldOf(server.url);
  const source = { id: 'one', url: server.url };
  expect(await world.chains.check({ id, family: 'bitcoin' }, source)).toMatchObject({
    outcome: 'agrees',
    head: 900_000,
  });
  const testnet = 'bip122:000000000933ea01ad0ee984209779ba';
  expect(await world.chains.check({ id: testnet, family: 'bitcoin' }, source)).toMatchObject({
    outcome: 'other_network',
  });
  expect(await world.states.list()).toMatchObject([
    { blockSeconds: 600, baseFee: null, fees: { slow: '10200', normal: '25100', fast: '40500' } },
  ]);
});
