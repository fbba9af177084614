import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createOwnershipChallenges } from '@haven/server/features/ownership';
import { packagePath } from '@haven/server/package-path';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { createWriter } from '@haven/server/storage/postgres/writer';
import { challengeLifeMs } from '@haven/shared/limits';
import type { Challenge } from '@haven/shared/ownership';
import { ownershipMessage } from '@haven/shared/ownership-message';
import { type Abi, getAddress, type Hex } from 'viem';
import { createTestClock } from '../chain/chain-world.ts';
import { type Anvil, startAnvil } from '../support/anvil.ts';
import { engineOfProject } from '../support/engine.ts';
import { createLogWorld } from '../support/log-world.ts';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';
import type { VisitorClient } from '../support/people.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { addTestNetwork, testNetwork } from '../support/test-network.ts';
import { createWorld, type World } from '../support/world.ts';

const { id: network } = testNetwork;
const asProof = (on: string | null = network) => [{ field: 'ownership' as const, network: on }];

let server: ServerProcess;
let world: World;
let node: Anvil;

beforeAll(async () => {
  [server, node] = await Promise.all([startServer({ engine: engineOfProject() }), startAnvil()]);
  world = await createWorld(server.url);
}, 180_000);
afterAll(async () => {
  world?.close();
  await Promise.all([server?.stop(), node?.stop()]);
}, 180_000);

/** A chat whose visitor's app signs, and where a proof was asked for. */
async function asked(items = asProof()) {
  const lin = await world.agent({ name: 'Lin' });
  const visitor = await world.visitor();
  const { id: conversationId } = await world.assigned(visitor, lin);
  await visitor.get('ownership:offer', { canSign: true });
  const request = { conversationId, clientMessageId: randomUUID() as string, items, remark: '' };
  const { id: entryId } = await lin.get('request:send', request);
  const begin = (address: string, by: VisitorClient = visitor, over: object = {}) =>
    by.ask('ownership:begin', { conversationId, entryId, address, language: 'en', ...over });
  async function challengeFor(address: string): Promise<Challenge> {
    const begun = await begin(address);
    if (!begun.ok) throw new Error(begun.error.code);
    return begun.value.challenge;
  }
  const proofOf = ({ nonce }: Pick<Challenge, 'nonce'>, signature: string) => ({
    conversationId,
    clientMessageId: randomUUID() as string,
    nonce,
    signature,
  });
  const answer = (address: string) =>
    visitor.ask('request:answer', {
      conversationId,
      clientMessageId: randomUUID(),
      entryId,
      answers: [{ field: 'ownership', value: address }],
      attachmentIds: [],
    });
  return { lin, visitor, conversationId, request, entryId, begin, challengeFor, proofOf, answer };
}

const signed = (index: number, challenge: Challenge) =>
  node.account(index).signMessage({ message: ownershipMessage(challenge) });

/** A wallet that is a contract: what its owner signed is what it says it signed (ERC-1271). */
async function contractOf(owner: string): Promise<string> {
  const file = fileURLToPath(new URL('../chain/contracts/contracts.json', import.meta.url));
  const { Wallet } = JSON.parse(readFileSync(file, 'utf8')) as { Wallet: { abi: Abi; bytecode: Hex } };
  const hash = await node.client.deployContract({
    ...Wallet,
    account: node.account(0),
    args: [owner],
    gas: 3_000_000n,
  });
  await node.client.mine({ blocks: 1 });
  const { contractAddress } = await node.client.getTransactionReceipt({ hash });
  if (!contractAddress) throw new Error('not deployed');
  return getAddress(contractAddress);
}

test('[SAFE7] [MSG4] an address is proved once by its key, and is a badge on it and nobody’s login', async () => {
  const { lin, visitor, conversationId, challengeFor, proofOf, answer } = await asked();
  const { address } = node.account(1);
  expect(await answer(address)).toMatchObject({
    ok: false,
    error: { code: 'invalid', details: { field: 'ownership', problem: { code: 'not_proved' } } },
  });
  const challenge = await challengeFor(address.toLowerCase());
  expect(challenge).toMatchObject({
    address,
    network,
    domain: new URL(server.url).host,
    uri: server.url,
    requestId: conversationId,
    language: 'en',
  });
  expect(Date.parse(challenge.expiresAt) - Date.parse(challenge.issuedAt)).toBe(5 * 60_000);

  const proof = proofOf(challenge, await signed(1, challenge));
  const acked = await visitor.get('ownership:prove', proof);
  expect(await visitor.get('ownership:prove', proof)).toEqual(acked);
  const body = { kind: 'ownership_proved', address, network, method: 'eoa' };
  const isProof = ({ entry }: { entry: { id: string } }) => entry.id === acked.id;
  for (const heard of [await lin.hears('entry:new', isProof), await visitor.hears('entry:new', isProof)])
    expect(heard.entry).toMatchObject({ body, author: { kind: 'visitor' } });
  expect(
    (await lin.get('conversation:open', { conversationId })).conversation.visitor.verified,
  ).toBeUndefined();

  expect(await answer(node.account(2).address)).toMatchObject({ ok: false, error: { code: 'invalid' } });
  expect(await answer(address)).toMatchObject({ ok: true });
  const { facts, canProve } = await lin.get('fact:list', { conversationId });
  expect(canProve).toBe(true);
  expect(facts).toMatchObject([
    { field: 'ownership', value: address, isChecked: true, proved: { at: acked.at, network, method: 'eoa' } },
  ]);
  // The same address, answered as a fact, has the badge; erased, nothing says any more that it was proved.
  const again = { conversationId, clientMessageId: randomUUID(), remark: '' };
  const asking = await lin.get('request:send', { ...again, items: [{ field: 'address', network: null }] });
  await visitor.get('request:answer', {
    conversationId,
    clientMessageId: randomUUID(),
    entryId: asking.id,
    answers: [{ field: 'address', value: address }],
    attachmentIds: [],
  });
  const told = async () => (await lin.get('fact:list', { conversationId })).facts;
  expect(await told()).toMatchObject([{ field: 'address', value: address, proved: { method: 'eoa' } }]);
  await lin.get('entry:redact', { conversationId, entryId: acked.id, category: 'personal' });
  const [fact, ...others] = await told();
  expect([fact?.field, fact?.proved, others]).toEqual(['address', undefined, []]);
});

test('[SAFE7] a contract’s address is proved by what the contract says, and by nobody’s guess', async () => {
  const { lin, visitor, conversationId, challengeFor, proofOf } = await asked();
  const wallet = await contractOf(node.account(3).address);
  const challenge = await challengeFor(wallet);
  const proof = proofOf(challenge, await signed(3, challenge));
  // No node is known: nobody has looked, so that the nonce stays good.
  expect(await visitor.ask('ownership:prove', proof)).toMatchObject({
    ok: false,
    error: { code: 'unavailable', details: { reason: 'network' } },
  });
  const added = await addTestNetwork(server.url, world.admin, node.url);
  expect(added.status).toBe(200);
  await visitor.get('ownership:prove', proof);
  const { facts } = await lin.get('fact:list', { conversationId });
  expect(facts).toMatchObject([{ value: wallet, proved: { network, method: 'contract' } }]);

  // Now that a node can be asked, what is wrong is wrong, and uses its nonce up.
  for (const address of [wallet, node.account(1).address]) {
    const other = await challengeFor(address);
    const wrong = proofOf(other, await signed(4, other));
    expect(await visitor.ask('ownership:prove', wrong)).toMatchObject({
      ok: false,
      error: { code: 'invalid', details: { reason: 'signature' } },
    });
    const right = proofOf(other, await signed(address === wallet ? 3 : 1, other));
    expect(await visitor.ask('ownership:prove', right)).toMatchObject({
      ok: false,
      error: { code: 'conflict', details: { reason: 'used' } },
    });
  }
});

test('[SAFE7] what was not asked for is no proof: another key, another domain, another text, another nonce', async () => {
  const { lin, visitor, conversationId, challengeFor, proofOf } = await asked();
  const { address } = node.account(1);
  const textOf = (index: number, message: string) => node.account(index).signMessage({ message });
  const wrong: ((challenge: Challenge) => Promise<string>)[] = [
    (challenge) => signed(2, challenge),
    (challenge) => signed(1, { ...challenge, domain: 'evil.example' }),
    (challenge) => signed(1, { ...challenge, uri: 'https://evil.example' }),
    (challenge) => signed(1, { ...challenge, requestId: randomUUID() }),
    (challenge) => signed(1, { ...challenge, network: 'eip155:1' }),
    (challenge) => signed(1, { ...challenge, expiresAt: '2030-01-01T00:00:00.000Z' }),
    (challenge) => signed(1, { ...challenge, language: 'zh-CN' }),
    (challenge) => textOf(1, ownershipMessage(challenge).replace('moves nothing', 'moves all')),
    async () => `0x${'5a'.repeat(65)}`,
    (challenge) =>
      node.account(1).signTypedData({
        domain: { name: 'Permit' },
        types: { Proof: [{ name: 'nonce', type: 'string' }] },
        primaryType: 'Proof',
        message: { nonce: challenge.nonce },
      }),
  ];
  for (const sign of wrong) {
    const challenge = await challengeFor(address);
    const tried = await visitor.ask('ownership:prove', proofOf(challenge, await sign(challenge)));
    expect(tried).toMatchObject({ ok: false, error: { code: 'invalid', details: { reason: 'signature' } } });
  }
  const { entries } = await lin.get('conversation:open', { conversationId });
  expect(entries.filter(({ body }) => body.kind === 'ownership_proved')).toEqual([]);
  const unknown = proofOf({ nonce: '0'.repeat(32) }, await signed(1, await challengeFor(address)));
  expect(await visitor.ask('ownership:prove', unknown)).toMatchObject({
    ok: false,
    error: { code: 'not_found' },
  });
});

test('[SAFE7] a nonce is good for one proof, however many come at once', async () => {
  const { lin, visitor, conversationId, challengeFor, proofOf } = await asked();
  const challenge = await challengeFor(node.account(1).address);
  const signature = await signed(1, challenge);
  const tries = await Promise.all(
    Array.from({ length: 5 }, () => visitor.ask('ownership:prove', proofOf(challenge, signature))),
  );
  expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
  const late = await visitor.ask('ownership:prove', proofOf(challenge, signature));
  expect(late).toMatchObject({ ok: false, error: { code: 'conflict', details: { reason: 'used' } } });
  const { entries } = await lin.get('conversation:open', { conversationId });
  expect(entries.filter(({ body }) => body.kind === 'ownership_proved')).toHaveLength(1);
});

test('[SAFE7] nobody begins or ends the proof of another’s chat, nor one that is not wanted any more', async () => {
  const own = await asked();
  const other = await asked();
  const { address } = node.account(1);
  const challenge = await own.challengeFor(address);
  const proof = own.proofOf(challenge, await signed(1, challenge));
  const code = (answer: { ok: boolean; error?: { code: string } }) => answer.error?.code;
  expect(code(await own.begin(address, other.visitor))).toBe('not_found');
  expect(code(await other.visitor.ask('ownership:prove', proof))).toBe('not_found');
  // One's own chat, and the other's request or nonce.
  const { conversationId } = other;
  expect(code(await own.begin(address, other.visitor, { conversationId }))).toBe('not_found');
  expect(code(await other.visitor.ask('ownership:prove', { ...proof, conversationId }))).toBe('not_found');

  await own.lin.get('request:withdraw', { conversationId: own.conversationId, entryId: own.entryId });
  expect(code(await own.begin(address))).toBe('conflict');
  const plain = { conversationId: own.conversationId, clientMessageId: randomUUID(), remark: '' };
  const { id: entryId } = await own.lin.get('request:send', {
    ...plain,
    items: [{ field: 'address', network: null }],
  });
  expect(code(await own.begin(address, own.visitor, { entryId }))).toBe('not_found');
  await own.visitor.get('conversation:cancel', { conversationId: own.conversationId });
  expect(code(await own.visitor.ask('ownership:prove', proof))).toBe('conversation_closed');
});

test('[SAFE7] it is asked for only where an app of the visitor signs', async () => {
  const { lin, visitor, conversationId, request, entryId } = await asked();
  await visitor.get('ownership:offer', { canSign: false });
  expect((await lin.get('fact:list', { conversationId })).canProve).toBe(false);
  const refused = await lin.ask('request:send', { ...request, clientMessageId: randomUUID() });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'conflict', details: { reason: 'cannot_sign' } },
  });
  // A resend of what was sent before is answered as then (MSG4).
  expect(await lin.get('request:send', request)).toMatchObject({ id: entryId });
  const ofBitcoin = asProof('bip122:000000000019d6689c085ae165831e93');
  expect(
    await lin.askRaw('request:send', { ...request, clientMessageId: randomUUID(), items: ofBitcoin }),
  ).toMatchObject({ ok: false, error: { code: 'invalid' } });
});

test('[SAFE1] [SAFE7] the fields of a proof take nothing that could be a key or words', async () => {
  const { visitor, conversationId, entryId, challengeFor, proofOf } = await asked();
  const { nonce } = await challengeFor(node.account(1).address);
  const key = `0x${'4c0883a69102937d6231471b5dbb6204fe512961708279f2e3e8a5d4b8e3c9d1'}`;
  for (const signature of [key, key.slice(2), 'legal winner thank year wave sausage', ''])
    expect(await visitor.ask('ownership:prove', proofOf({ nonce }, signature))).toMatchObject({
      ok: false,
      error: { code: 'invalid' },
    });
  for (const address of [key, `${key} `, 'my address'])
    expect(
      await visitor.ask('ownership:begin', { conversationId, entryId, address, language: 'en' }),
    ).toMatchObject({ ok: false, error: { code: 'invalid' } });
});

test('[SAFE7] after five minutes a message is too old, and an hour later forgotten', async () => {
  const database = await openTestDatabase();
  try {
    const { db } = database;
    const clock = createTestClock();
    await migrate(db, packagePath('migrations'), silentLog);
    const challenges = createOwnershipChallenges({ db, clock, publicUrl: 'https://support.example' });
    const log = await createLogWorld(db);
    const [{ id: conversationId }, { id: elsewhere }] = [await log.conversation(), await log.conversation()];
    const wanted = { conversationId, address: node.account(1).address, network, language: 'en' as const };
    const { nonce } = await challenges.give(wanted);
    const stateOf = async (id = conversationId) => (await challenges.find(id, nonce))?.state ?? null;
    const spend = () =>
      createWriter(db).apply({
        conversationId,
        expect: {},
        patch: {},
        entries: [],
        records: [{ kind: 'spend_challenge', nonce, at: new Date(clock.now()) }],
      });
    expect([await stateOf(), await stateOf(elsewhere)]).toEqual(['open', null]);
    clock.pass(challengeLifeMs - 2_000);
    expect(await stateOf()).toBe('open');
    clock.pass(2_000);
    expect(await stateOf()).toBe('expired');
    // Also where it was looked at in time, and became too old before the write.
    expect(await spend()).toMatchObject({ ok: false, error: { code: 'conflict' } });
    clock.pass(61 * 60_000);
    await challenges.give(wanted);
    expect(await stateOf()).toBeNull();
  } finally {
    await database.close();
  }
}, 180_000);
