import { inspectText } from '@haven/shared/guarded-text';
import { ok } from '@haven/shared/result';
import { type Asked, createGuardText } from './guard-text.ts';

const visitor = { kind: 'visitor', visitorId: 'v', inboxId: 'i', sessionId: 's' } as const;
const id = (number: number) => `0190a000-0000-7000-8000-00000000000${number}`;
const said = (text: string): Asked => ({
  name: 'entry:send',
  body: { conversationId: id(1), clientMessageId: id(2), text },
  declared: [],
});

/** A guard over a log that holds these texts, which counts how often it was asked for them. */
function world(sent: string[] = [], inspect = inspectText) {
  const logged: unknown[] = [];
  const blanked: string[] = [];
  let queries = 0;
  const guard = createGuardText({
    conversations: {
      async recentTexts() {
        queries += 1;
        return sent.map((text, index) => ({ entryId: `e${index}`, text }));
      },
      sentBefore: async () => null,
    },
    addressesOf: async () => [],
    stops: {
      async redact(_conversationId, entryIds) {
        blanked.push(...entryIds);
        return ok(null);
      },
      tell: async () => undefined,
      burn: async () => ok(null),
    },
    inspect,
    log: { error: (...line: unknown[]) => logged.push(line) },
  });
  const ask = (text: string) => guard(visitor, said(text), async (body) => ok(body));
  return { ask, logged, blanked, queries: () => queries };
}

describe('the server’s guard', () => {
  it('[SAFE1] lets nothing go on that could not be checked, and logs none of it', async () => {
    const { ask, logged } = world([], () => Promise.reject(new Error('no lists')));
    expect(await ask('hello there')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
    expect(logged).toHaveLength(1);
    expect(JSON.stringify(logged)).not.toContain('hello');
  });

  it('[SAFE1] hands on what is ordinary, as it was', async () => {
    const asked = said('An ordinary question');
    expect(await world().ask('An ordinary question')).toEqual(ok(asked.body));
  });

  it('[SAFE2] asks for earlier messages only where this one may be a part', async () => {
    const { ask, queries } = world();
    for (const text of [
      '12:30, 0.5!',
      'ok thanks',
      'My transfer is pending since noon.',
      '我的转账还没有到账',
    ])
      await ask(text);
    expect(queries()).toBe(0);
    await ask('claim echo media make crunch kid');
    expect(queries()).toBe(1);
  });

  it('[SAFE2] blanks the parts that left before, and no other', async () => {
    const inspect: typeof inspectText = async (text, context) =>
      context?.recent === undefined
        ? null
        : { verdict: 'block', kind: 'recovery_phrase', text, findings: [], recentParts: [1] };
    const { ask, blanked } = world(['Guten Tag', 'army van defense carry jealous true'], inspect);
    expect(await ask('garbage claim echo media make crunch')).toMatchObject({
      error: { code: 'secret_blocked', details: { verdict: 'block', earlier: 1 } },
    });
    expect(blanked).toEqual(['e1']);
  });
});
