import { randomUUID } from 'node:crypto';
import type { Entry } from '@haven/shared/entry';
import { applyEntries, emptyTimeline, shown } from '@haven/shared/timeline';
import { parseGwei } from 'viem';
import { demoPassword } from '@haven/server/seed/demo-people';
import { type Anvil, startAnvil } from '../support/anvil.ts';
import { engineOfProject } from '../support/engine.ts';
import { eventually } from '../support/eventually.ts';
import { type AgentClient, connectVisitor, signIn, type VisitorClient } from '../support/people.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { testNetwork } from '../support/test-network.ts';
import { createWorld, type World } from '../support/world.ts';

const { id: network } = testNetwork;
/** As the key of a provider would be in it. */
const key = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';
const fields = { ...testNetwork.fields, explorerUrl: 'https://explorer.example/tx/{hash}' };
const declared = { declared: ['transaction_hash'] };

let server: ServerProcess;
let world: World;
let node: Anvil;
let agent: AgentClient & { id: string };
let visitor: VisitorClient;
let conversationId: string;

beforeAll(async () => {
  [server, node] = await Promise.all([
    startServer({ engine: engineOfProject(), env: { CHAIN_PACE_SCALE: '0.01' } }),
    startAnvil(),
  ]);
  world = await createWorld(server.url);
  agent = await world.agent();
  visitor = await world.visitor();
  ({ id: conversationId } = await world.assigned(visitor, agent));
}, 180_000);
afterAll(async () => {
  world?.close();
  await Promise.all([server?.stop(), node?.stop()]);
}, 180_000);

async function api(method: string, path: string, body?: object) {
  const cookie = await signIn(server.url, 'jonas@demo.haven.example', demoPassword);
  const reply = await fetch(server.url + path, {
    method,
    headers: { cookie, origin: server.url, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: reply.status, text: await reply.text() };
}

const send = (nonce: number, fee: bigint, index = 1) =>
  node.client.sendTransaction({
    account: node.account(index),
    to: node.account(2).address,
    value: 820_000_000_000_000_000n,
    nonce,
    maxFeePerGas: fee,
    maxPriorityFeePerGas: 1_000_000_000n,
  });
const diagnose = (hash: string) => agent.askRaw('transaction:diagnose', { conversationId, hash }, declared);

/** What a visitor sees of the log, updates folded in. */
function cards(client: VisitorClient) {
  const entries = client.heard
    .filter(({ name }) => name === 'entry:new')
    .map(({ payload }) => (payload as { entry: Entry }).entry);
  return shown(applyEntries(emptyTimeline(), entries, { headSeq: 0 })).flatMap((line) =>
    line.kind === 'entry' && line.entry.body.kind === 'transaction' ? [line.entry.body.diagnosis] : [],
  );
}

test('[SAFE8] an administrator adds a network whose source answers for it, and never sees the key again', async () => {
  const sources = [{ url: `${node.url}/?key=${key}` }];
  const wrong = await api('POST', '/api/admin/networks', { id: 'eip155:5', family: 'evm', fields, sources });
  expect(JSON.parse(wrong.text)).toMatchObject({
    error: { code: 'invalid', details: { field: 'sources', index: 0, reason: 'other_network' } },
  });
  for (const url of ['http://10.0.0.1:8545/', 'https://169.254.169.254/latest/', 'file:///etc/passwd'])
    expect(
      (await api('POST', '/api/admin/networks', { id: network, family: 'evm', fields, sources: [{ url }] }))
        .text,
    ).toContain('refused_address');
  const added = await api('POST', '/api/admin/networks', { id: network, family: 'evm', fields, sources });
  expect(added.status).toBe(200);
  const listed = await api('GET', '/api/admin/networks');
  const { items } = JSON.parse(listed.text) as { items: { sources: { id: string; address: string }[] }[] };
  expect(items[0]?.sources[0]?.address).toBe(`${node.url}/…`);
  const kept = { id: items[0]?.sources[0]?.id };
  const changed = await api('PATCH', '/api/admin/networks', { id: network, fields, sources: [kept] });
  const tried = await api('POST', '/api/admin/networks/trial', { id: network, family: 'evm', source: kept });
  expect(JSON.parse(tried.text)).toMatchObject({ outcome: 'agrees', head: 0 });
  const again = await api('POST', '/api/admin/networks', { id: network, family: 'evm', fields, sources });
  expect(JSON.parse(again.text)).toMatchObject({ error: { code: 'conflict' } });
  for (const text of [listed.text, added.text, changed.text]) expect(text).not.toContain(key);
  const states = JSON.parse((await api('GET', '/api/agent/networks')).text) as { items: object[] };
  expect(states.items).toMatchObject([
    { id: network, condition: expect.any(String), sources: [{ source: 1 }] },
  ]);
}, 60_000);

test('[SAFE8] [SAFE3] an agent looks into a hash of a chat that they may see, and into nothing else', async () => {
  const hash = await send(0, parseGwei('20'), 3);
  expect(await diagnose(hash)).toMatchObject({
    ok: true,
    value: { diagnosis: { verdict: 'pending', network, facts: { offer: { maxFee: '20000000000' } } } },
  });
  expect(await diagnose(`https://explorer.example/tx/${hash}`)).toMatchObject({ ok: true });
  expect(await diagnose('0x1234')).toMatchObject({ error: { code: 'invalid', details: { field: 'hash' } } });
  // What may be a key is no hash before somebody says so.
  expect(await agent.ask('transaction:diagnose', { conversationId, hash })).toMatchObject({
    error: { code: 'secret_blocked', details: { verdict: 'ask' } },
  });
  const other = await createWorld(server.url);
  const stranger = await other.agent({ away: true });
  expect(await stranger.askRaw('transaction:diagnose', { conversationId, hash }, declared)).toMatchObject({
    error: { code: 'not_found' },
  });
  const asked = { conversationId, hash, network, clientMessageId: randomUUID() };
  expect(await stranger.askRaw('transaction:share', asked, declared)).toMatchObject({
    error: { code: 'not_found' },
  });
  other.close();
}, 60_000);

test('[SAFE8] [MSG4] a card is shown once, follows its transaction over a higher fee, and ends when that is final', async () => {
  const hash = await send(0, parseGwei('20'));
  await node.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('50') });
  const asked = { conversationId, hash, network, clientMessageId: randomUUID() };
  const first = await agent.askRaw('transaction:share', asked, declared);
  expect(first).toMatchObject({ ok: true });
  expect(await agent.askRaw('transaction:share', asked, declared)).toEqual(first);
  await eventually(() =>
    expect(cards(visitor)).toMatchObject([{ verdict: 'pending_underpriced', hash, isFinal: false }]),
  );
  // Nothing changes, so nothing is said.
  const by = await send(0, parseGwei('80'));
  await eventually(() => expect(cards(visitor)).toMatchObject([{ verdict: 'being_replaced' }]));
  await node.client.mine({ blocks: 1 });
  await eventually(() =>
    expect(cards(visitor)).toMatchObject([{ verdict: 'repriced', facts: { by }, isFinal: false }]),
  );
  await server.restart();
  await node.client.mine({ blocks: 3 });
  const after = await connectVisitor(server.url, visitor.token);
  await eventually(async () => {
    const { conversations } = await after.get('conversation:resume', { have: {} });
    const [line] = shown(
      applyEntries(emptyTimeline(), conversations[0]?.entries ?? [], {
        headSeq: conversations[0]?.headSeq ?? 0,
      }),
    ).filter((one) => one.kind === 'entry' && one.entry.body.kind === 'transaction');
    expect(line).toMatchObject({
      entry: { body: { diagnosis: { verdict: 'repriced', isFinal: true, nextCheckAt: null } } },
    });
  });
  after.close();
}, 120_000);

// The last one: reading the audit stops the embedded server.
test('[SAFE8] what a source’s address holds is in no log and no audit', async () => {
  const audit = JSON.stringify(
    (await readAudit(server)).filter(({ action }) => action.startsWith('network.')),
  );
  expect(audit).toContain('network.added');
  for (const text of [audit, server.output()]) expect(text).not.toContain(key);
}, 60_000);
