import { encodeAbiParameters, encodeErrorResult, parseAbi } from 'viem';
import { type Answers, startAnswering } from './answering-server.ts';
import { createChainWorld, networkOf } from './chain-world.ts';

const id = 'tron:0x2b6653dc';
const genesis = '00000000000000001ebf88508a03865c71d452e25f4d51194196a1d22b6653dc';
const hash = '7c2d4206c03a883dd9066d620335dc1be272a8dc733cfa3f6d10308faa37facc';
/** The contract of USDT and its twenty bytes, as TRON's documentation gives them. */
const token = {
  base58: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
  hex: 'a614f803b6fd780986a42c78ec9c7f77e6ded13c',
};
const [owner, friend] = ['TJRabPrwbZy45sbavfcjinPJC18kjpRTv8', 'TLyqzVGLV1srkB7dToTAEqgDSfPtXRJZYH'];
const transferTopic = 'ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';

let server: Awaited<ReturnType<typeof startAnswering>>;
let second: typeof server;
beforeAll(async () => {
  [server, second] = await Promise.all([startAnswering(), startAnswering()]);
});
afterAll(() => Promise.all([server.stop(), second.stop()]));

const worldOf = (...urls: string[]) =>
  createChainWorld([networkOf({ id, family: 'tron', urls, symbol: 'TRX', decimals: 6, finalAfter: 20 })]);

const blockId = (number: number, tail = 'f') => number.toString(16).padStart(16, '0') + tail.repeat(48);
const block = (number: number, timestamp: number, tail?: string) => ({
  blockID: blockId(number, tail),
  block_header: { raw_data: { number, timestamp, version: 31 }, witness_signature: '' },
});

/** The chain's head, and what else is asked for. */
function chain(head: number, rest: Answers = {}, headAt = Date.now()): Answers {
  return {
    'POST /wallet/getnowblock': block(head, headAt),
    'POST /wallet/gettransactionbyid': {},
    'POST /wallet/gettransactioninfobyid': {},
    'POST /wallet/getblockbynum': block(70_000_000, headAt - 60_000),
    'POST /wallet/getblockbynum {"visible":true,"num":0}': { ...block(0, 0), blockID: genesis },
    ...rest,
  };
}

function transaction(value: object = { amount: 5_000_000, to_address: friend }, type = 'TransferContract') {
  return {
    ret: [{ contractRet: 'SUCCESS' }],
    signature: [],
    txID: hash,
    raw_data: {
      contract: [
        {
          type,
          parameter: {
            type_url: `type.googleapis.com/protocol.${type}`,
            value: { owner_address: owner, ...value },
          },
        },
      ],
      ref_block_bytes: '1d9e',
      expiration: Date.now() + 60_000,
      timestamp: Date.now(),
      fee_limit: 30_000_000,
    },
    raw_data_hex: '',
  };
}
const call = transaction({ contract_address: token.base58, data: 'a9059cbb' }, 'TriggerSmartContract');
const info = (rest: object = {}) => ({
  id: hash,
  fee: 1_100_000,
  blockNumber: 70_000_000,
  blockTimeStamp: 1_760_000_000_000,
  contractResult: [''],
  receipt: { net_usage: 345, result: 'SUCCESS' },
  ...rest,
});
/** With `visible`, nodes write the addresses of logs in base58, and there they stop being what the topics hold. */
const included = (head: number, sent: object, rest?: object) =>
  chain(head, {
    'POST /wallet/gettransactionbyid': sent,
    'POST /wallet/gettransactioninfobyid': {},
    [`POST /wallet/gettransactioninfobyid ${JSON.stringify({ visible: false, value: hash })}`]: info(rest),
  });

it('[SAFE8] a transfer waits, is confirming, and final', async () => {
  const world = worldOf(server.url);
  server.answer(chain(70_000_000, { 'POST /wallet/gettransactionbyid': transaction() }));
  const { facts } = await world.expectVerdict('pending', hash, id);
  expect(facts).toMatchObject({
    transaction: { from: owner, to: friend, amount: { value: '5000000', decimals: 6, symbol: 'TRX' } },
    offer: { kind: 'limit', limit: '30000000' },
  });
  server.answer(included(70_000_000, transaction()));
  await world.expectVerdict('confirming', hash, id);
  server.answer(included(70_000_019, transaction()));
  const last = await world.expectVerdict('succeeded', hash, id);
  expect(last).toMatchObject({ isFinal: true, facts: { paid: { amount: { value: '1100000' } } } });
});

it('[SAFE8] a token’s transfer is told with its amount, symbol and addresses as people write them', async () => {
  const word = (hex: string) => hex.padStart(64, '0');
  const symbol = encodeAbiParameters([{ type: 'string' }], ['USDT']).slice(2);
  const log = {
    address: token.hex,
    topics: [transferTopic, word(token.hex), word('a614f803b6fd780986a42c78ec9c7f77e6ded13c')],
    data: word('f4240'),
  };
  const constant = (selector: string) =>
    `POST /wallet/triggerconstantcontract ${JSON.stringify({ visible: true, owner_address: owner, contract_address: token.base58, function_selector: selector })}`;
  server.answer({
    ...included(70_000_030, call, { log: [log], receipt: { result: 'SUCCESS', energy_usage_total: 64_285 } }),
    [constant('symbol()')]: { result: { result: true }, constant_result: [symbol] },
    [constant('decimals()')]: { result: { result: true }, constant_result: [word('6')] },
  });
  const { facts } = await worldOf(server.url).expectVerdict('token_not_visible', hash, id);
  expect(facts.transfers).toEqual([
    {
      token: { address: token.base58, symbol: 'USDT', decimals: 6 },
      from: token.base58,
      to: token.base58,
      value: '1000000',
      isCollectible: false,
    },
  ]);
  expect(facts.paid).toMatchObject({ used: '64285' });
});

it('[SAFE8] a call ran out of energy, or was refused with a reason', async () => {
  const failed = (result: string, contractResult = '') =>
    included(70_000_030, call, { result: 'FAILED', receipt: { result }, contractResult: [contractResult] });
  server.answer(failed('OUT_OF_ENERGY'));
  const spent = await worldOf(server.url).expectVerdict('out_of_gas', hash, id);
  expect(spent.facts.reason).toEqual({ kind: 'code', code: 'OUT_OF_ENERGY' });
  const abi = parseAbi(['error Error(string)']);
  const said = encodeErrorResult({ abi, errorName: 'Error', args: ['not enough'] }).slice(2);
  server.answer(failed('REVERT', said));
  const refused = await worldOf(server.url).expectVerdict('reverted', hash, id);
  expect(refused.facts.reason).toEqual({ kind: 'message', text: 'not enough' });
  server.answer(failed('BAD_JUMP_DESTINATION'));
  const odd = await worldOf(server.url).expectVerdict('reverted', hash, id);
  expect(odd.facts.reason).toEqual({ kind: 'code', code: 'BAD_JUMP_DESTINATION' });
});

it('[SAFE8] what expired without a block is dropped, and so is what was there and is gone', async () => {
  const world = worldOf(server.url);
  const old = transaction();
  old.raw_data.expiration = Date.now() - 60_000;
  server.answer(chain(70_000_000, { 'POST /wallet/gettransactionbyid': old }));
  await world.expectVerdict('dropped', hash, id);
  server.answer(chain(70_000_000));
  await world.expectVerdict('dropped', hash, id);
  world.forget();
  await world.expectVerdict('not_found', hash, id);
});

it.each([
  ['is down', { 'POST /wallet/getnowblock': 502 }],
  ['limits', { 'POST /wallet/gettransactionbyid': 429 }],
  ['talks nonsense', { 'POST /wallet/gettransactioninfobyid': { id: 1 } }],
  [
    'has a head of another number',
    { 'POST /wallet/getnowblock': { ...block(1, Date.now()), blockID: blockId(2) } },
  ],
  ['has a head of the future', { 'POST /wallet/getnowblock': block(70_000_001, Date.now() + 3_600_000) }],
])('[SAFE8] a source that %s is not believed, and alone it leaves things unknown', async (_name, broken) => {
  const good = chain(70_000_000, { 'POST /wallet/gettransactionbyid': transaction() });
  server.answer({ ...good, ...broken });
  second.answer(good);
  await worldOf(server.url).expectVerdict('unknown', hash, id);
  await worldOf(server.url, second.url).expectVerdict('pending', hash, id);
});

it('[SAFE8] a source is known by its first block, and read for its pace', async () => {
  server.answer(chain(70_000_020));
  const world = worldOf(server.url);
  const source = { id: 'one', url: server.url };
  expect(await world.chains.check({ id, family: 'tron' }, source)).toMatchObject({ outcome: 'agrees' });
  expect(await world.chains.check({ id: 'tron:0xcd8690dc', family: 'tron' }, source)).toMatchObject({
    outcome: 'other_network',
  });
  expect(await world.states.list()).toMatchObject([{ blockSeconds: 3, fees: null, condition: 'normal' }]);
});
