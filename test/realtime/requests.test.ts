import { randomUUID } from 'node:crypto';
import type { RequestItem } from '@haven/shared/request';
import { engineOfProject } from '../support/engine.ts';
import { shortPhrase } from '../support/secrets.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

const hash = '0xac2e507bc51a8dee0c9f1d2f5a7e13a9c0b4d5e6f708192a3b4c5d6e7e231c69';
const declared = { declared: ['transaction_hash'] };
const any = (field: RequestItem['field']): RequestItem => ({ field, network: null });

describe('a request for facts', () => {
  let server: ServerProcess;
  let world: World;
  beforeAll(async () => {
    server = await startServer({ engine: engineOfProject() });
    world = await createWorld(server.url);
  }, 180_000);
  afterAll(async () => {
    world?.close();
    await server?.stop();
  }, 180_000);

  async function asked(items: RequestItem[], remark = '') {
    const lin = await world.agent({ name: 'Lin' });
    const visitor = await world.visitor();
    const { id: conversationId } = await world.assigned(visitor, lin);
    const request = { conversationId, clientMessageId: randomUUID(), items, remark };
    const sent = await lin.get('request:send', request);
    const answer = (values: Record<string, string>, over: object = {}) => ({
      conversationId,
      clientMessageId: randomUUID() as string,
      entryId: sent.id,
      answers: Object.entries(values).map(([field, value]) => ({ field, value })),
      attachmentIds: [] as string[],
      ...over,
    });
    return { lin, visitor, conversationId, request, sent, answer };
  }

  it('[SAFE7] [MSG4] reaches the visitor once, is answered once, and is a fact with what its form proves', async () => {
    const { lin, visitor, conversationId, request, sent, answer } = await asked(
      [any('hash'), any('address'), any('app_version')],
      'So that I can look it up.',
    );
    expect(await lin.get('request:send', request)).toEqual(sent);
    const shown = await visitor.hears('entry:new', ({ entry }) => entry.body.kind === 'request');
    expect(shown.entry.body).toMatchObject({ items: request.items, remark: 'So that I can look it up.' });

    const given = answer({
      hash: ` https://etherscan.io/tx/${hash.toUpperCase().replace('0X', '0x')} `,
      address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t',
    });
    const acked = await visitor.askRaw('request:answer', given, declared);
    expect(acked).toMatchObject({ ok: true });
    expect(await visitor.askRaw('request:answer', given, declared)).toEqual(acked);
    const heard = await lin.hears('entry:new', ({ entry }) => entry.body.kind === 'request_answered');
    expect(heard.entry.body).toMatchObject({
      target: sent.id,
      answers: [
        { field: 'hash', value: hash, families: ['evm', 'polkadot', 'ckb'], isChecked: false },
        { field: 'address', families: ['tron'], isChecked: true },
        { field: 'app_version', value: '' },
      ],
    });
    const { facts } = await lin.get('fact:list', { conversationId });
    expect(facts.map(({ field, value }) => [field, value])).toEqual([
      ['hash', hash],
      ['address', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
    ]);
    // Another answer to the same request, and taking it back, come too late.
    const late = await visitor.askRaw('request:answer', answer({ app_version: '2.14.1' }));
    expect(late).toMatchObject({ ok: false, error: { code: 'conflict' } });
    expect(await lin.ask('request:withdraw', { conversationId, entryId: sent.id })).toMatchObject({
      ok: false,
      error: { code: 'conflict' },
    });
    // An erased answer is no fact any more, and its request may be answered again.
    await lin.get('entry:redact', { conversationId, entryId: heard.entry.id, category: 'personal' });
    expect((await lin.get('fact:list', { conversationId })).facts).toEqual([]);
    expect(await visitor.askRaw('request:answer', answer({ app_version: '2.14.1' }))).toMatchObject({
      ok: true,
    });
  });

  it('[SAFE7] a wrong value is refused with the field and the rule, and nothing is written', async () => {
    const { lin, visitor, conversationId, answer } = await asked([
      { field: 'hash', network: 'eip155:1' },
      { field: 'address', network: 'eip155:1' },
    ]);
    const refusalOf = async (values: Record<string, string>) => {
      const answered = await visitor.askRaw('request:answer', answer(values), declared);
      return answered.ok ? null : answered.error.details;
    };
    expect(await refusalOf({ hash: hash.slice(0, -1) })).toEqual({
      field: 'hash',
      problem: { code: 'length', length: 63 },
    });
    expect(await refusalOf({ address: 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t' })).toEqual({
      field: 'address',
      problem: { code: 'other_family', family: 'tron' },
    });
    expect(await refusalOf({ address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD' })).toEqual({
      field: 'address',
      problem: { code: 'checksum', family: 'evm', at: 41 },
    });
    expect(await refusalOf({})).toEqual({ reason: 'empty' });
    expect((await lin.get('fact:list', { conversationId })).facts).toEqual([]);
  });

  it('[SAFE1] [SAFE5] no field takes a phrase, and no remark asks for one', async () => {
    const { lin, visitor, conversationId, answer } = await asked([any('steps')]);
    const stopped = await visitor.askRaw('request:answer', answer({ steps: shortPhrase }));
    expect(stopped).toMatchObject({ ok: false, error: { code: 'secret_blocked' } });
    const phish = await lin.ask('request:send', {
      conversationId,
      clientMessageId: randomUUID(),
      items: [any('steps')],
      remark: 'Please send me your 12 words.',
    });
    expect(phish).toMatchObject({ ok: false, error: { code: 'refused', details: { reason: 'phishing' } } });
  });

  it('belongs to its conversation: nobody else answers, takes back or reads it, and one that is taken back ends', async () => {
    const { lin, visitor, conversationId, sent, answer } = await asked([any('device')]);
    const stranger = await world.visitor();
    const own = await world.assigned(stranger, await world.agent({ name: 'Max' }));
    for (const over of [{}, { conversationId: own.id }]) {
      const tried = await stranger.askRaw('request:answer', answer({ device: 'mine' }, over));
      expect(tried).toMatchObject({ ok: false, error: { code: 'not_found' } });
    }
    const other = await world.agent({ name: 'Eve', away: true });
    const forbidden = await other.ask('request:withdraw', { conversationId, entryId: sent.id });
    expect(forbidden.ok).toBe(false);

    const [back, answered] = await Promise.all([
      lin.ask('request:withdraw', { conversationId, entryId: sent.id }),
      visitor.askRaw('request:answer', answer({ device: 'Pixel 9' })),
    ]);
    // Whoever is second is told so.
    expect(back.ok).toBe(!answered.ok);
    const { entries } = await lin.get('conversation:open', { conversationId });
    const ends = entries.filter(({ body }) => 'target' in body && body.target === sent.id);
    expect(ends).toHaveLength(1);
  });
});
