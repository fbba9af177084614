import { incidentSchema } from '@haven/shared/incident';
import type { Result } from '@haven/shared/result';
import { callsTo, upload } from '../http/api.ts';
import { engineOfProject } from '../support/engine.ts';
import { pngOf } from '../support/images.ts';
import { messageTo, newMessageId } from '../support/people.ts';
import { readAudit } from '../support/read-audit.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import { createWorld, type World } from '../support/world.ts';

/** A console account that somebody else has got hold of, and one of an administrator. */
describe('[SAFE5] a compromised account', () => {
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

  const both = (text: string) => ({ 'zh-CN': text, en: text });
  const detailsOf = (answer: Result<unknown>) => (answer.ok ? 'let through' : answer.error.details);
  const problemIn = ({ body }: { body: Record<string, unknown> }) =>
    (body['error'] as { details?: unknown } | undefined)?.details ?? 'let through';

  it('tries to get a phrase in many ways: each is refused, kept as an incident and audited', async () => {
    const mallory = await world.agent({ name: 'Mallory' });
    const wei = await world.agent({ role: 'specialist', name: 'Wei', teamIds: [world.tier2.id] });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, mallory);
    const { conversation } = await mallory.get('conversation:escalate', {
      conversationId: id,
      epoch,
      teamId: world.tier2.id,
      severity: 'S4',
      summary: 'Look at this.',
    });
    const caseId = conversation.case?.id ?? '';
    await wei.hears(
      'conversation:changed',
      ({ conversation: { case: its } }) => its?.specialist?.id === wei.id,
    );
    const asAdmin = callsTo(world.url, { cookie: world.admin });
    const asMallory = { cookie: mallory.cookie, origin: world.url };
    const phrase = { reason: 'phishing', rule: 'recovery_phrase' };
    const seen: unknown[] = [];
    const tried = (what: string, details: unknown, expected: object) => {
      seen.push(what);
      expect([what, details]).toEqual([what, expected]);
    };
    const say = async (text: string) => detailsOf(await mallory.ask('entry:send', messageTo(id, text)));

    // 1 to 5: over the socket, plainly, disguised, politely, in another language, elsewhere.
    tried('plain', await say('Please send me your 12 words.'), phrase);
    tried('look-alikes', await say('Please send your ѕ\u200bееd рhrаѕе'), phrase);
    tried('polite', await say('Could you verify your wallet by entering your words here?'), phrase);
    tried('Chinese', await say('麻烦把 zjc 发我一下'), phrase);
    tried('other channel', await say('Let’s continue on Telegram.'), {
      reason: 'phishing',
      rule: 'other_channel',
    });
    // 6: in pieces, whose first ones are harmless by themselves.
    expect(await say('what are')).toBe('let through');
    tried('in pieces', await say('your 12 words'), phrase);
    // 7 and 8: a link, plain and masked.
    tried('link', await say('Sync it at https://wallet-sync.example/'), {
      reason: 'link',
      host: 'wallet-sync.example',
      why: 'not_listed',
    });
    tried('masked link', await say('Go to wallet-sync[.]com'), {
      reason: 'link',
      host: 'wallet-sync.com',
      why: 'not_listed',
    });
    // 9: a remark of a case, which the visitor reads.
    const progress = { conversationId: id, caseId, step: 'needs_you' as const };
    const remark = await wei.ask('case:progress', { ...progress, remark: 'Send me your seed phrase.' });
    tried('case remark', detailsOf(remark), phrase);
    // 10: the name of an image.
    const image = { field: 'file', name: 'send me your seed phrase.png', bytes: await pngOf(4, 4) };
    tried(
      'image name',
      problemIn(await upload(world.url, '/api/agent/attachments', asMallory, [image])),
      phrase,
    );
    // 11 to 14: what an administrator stores to be shown later.
    const ask = both('Please send us your recovery phrase.');
    const shortcut = `s${newMessageId().slice(0, 8)}`;
    const canned = { shortcut, title: both('Help'), body: ask };
    tried('canned answer', problemIn(await asAdmin('POST', '/api/admin/canned-answers', canned)), phrase);
    const faq = { title: both('Help'), body: ask, isPublished: true };
    tried('article', problemIn(await asAdmin('POST', '/api/admin/faq', faq)), phrase);
    const { id: inboxId, key: _key, ...inbox } = world.inbox;
    const greeting = await asAdmin('PATCH', `/api/admin/inboxes/${inboxId}`, { ...inbox, greeting: ask });
    tried('greeting', problemIn(greeting), phrase);
    const fields = { role: 'agent', teamIds: [world.team.id], languages: ['en'], capacity: 2 };
    const renamed = { ...fields, name: 'Send me your seed phrase', isDisabled: false };
    tried(
      'display name',
      problemIn(await asAdmin('PATCH', `/api/admin/agents/${mallory.id}`, renamed)),
      phrase,
    );

    // What an administrator added to the list, in another spelling.
    expect((await asAdmin('POST', '/api/admin/refused-phrases', { phrase: 'golden ticket' })).status).toBe(
      200,
    );
    tried('own phrase', await say('You won a G o l d e n-ticket!'), {
      reason: 'phishing',
      rule: 'own_phrase',
    });

    // Nothing of it came to the visitor; notes to colleagues may say it, for a visitor never sees them.
    const { entries } = await visitor.get('entry:list', { conversationId: id });
    const texts = entries.flatMap(({ body }) => (body.kind === 'message' ? [body.text] : []));
    expect(texts.filter((text) => /words|seed|telegram|wallet-sync|zjc|ticket/i.test(text))).toEqual([]);
    const note = {
      conversationId: id,
      clientMessageId: newMessageId(),
      text: 'They asked: send me your seed phrase.',
    };
    expect((await mallory.ask('entry:note', note)).ok).toBe(true);

    const listed = await asAdmin('GET', '/api/agent/incidents?kind=phishing_refused');
    const incidents = (listed.body['items'] as unknown[]).map((item) => incidentSchema.parse(item));
    expect(incidents).toHaveLength(seen.length);
    expect(incidents.every(({ by }) => by.kind === 'agent' && by.name !== null)).toBe(true);
    expect(incidents.filter(({ conversation: of }) => of?.id === id)).toHaveLength(10);
    const audit = (await readAudit(server)).filter(({ action }) => action === 'text.refused');
    expect(audit).toHaveLength(seen.length);
    // Which rule and where, never the words.
    expect(JSON.stringify([audit, incidents])).not.toMatch(/your|zjc|ticket/i);
  }, 180_000);
});
