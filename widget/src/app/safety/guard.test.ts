import type { Stop } from '@haven/shared/guarded-text';
import { ok, refuse } from '@haven/shared/result';
import { type Checks, createSecretGuard } from './guard.ts';
import type { Choice } from './stopped.ts';

const blocked: Stop = {
  verdict: 'block',
  kind: 'recovery_phrase',
  text: 'my phrase: one two three',
  findings: [{ kind: 'recovery_phrase', start: 11, end: 24 }],
  recentParts: [],
};
const hex: Stop = { ...blocked, verdict: 'ask', kind: 'unknown_hex' };

/** A guard whose checks find this, or are not there, and a person who chooses that. */
function world(found: Stop | null | 'no checks', choice: Choice = 'delete') {
  const told: unknown[] = [];
  const taken: string[] = [];
  const checks = {
    warmUp: async () => undefined,
    inspectText: async () => found,
    countWords: () => 3,
    cutSecrets: () => 'my phrase: ',
    declaredBy: () => [],
    declarationFor: () => 'transaction_hash',
    refusedStop: () => blocked,
  } as unknown as Checks;
  const guard = createSecretGuard({
    load: async () => {
      if (found === 'no checks') throw new Error('offline');
      return checks;
    },
    known: () => ({ addresses: [], hashes: [] }),
    onWarning: () => undefined,
    onStopped: ({ stop, where }) => told.push([stop.kind, where]),
    takeBack: (earlier) => taken.push(...earlier.map(({ id }) => id)),
  });
  const shown: unknown[] = [];
  guard.shown.watch((stopped) => {
    if (stopped === null) return;
    shown.push({ ...stopped, stop: stopped.stop.verdict });
    queueMicrotask(() => stopped.choose(choice));
  });
  return { guard, told, taken, shown };
}

describe('the widget’s guard', () => {
  it('[SAFE1] lets ordinary text go, and asks nobody', async () => {
    const { guard, told, shown } = world(null);
    expect(await guard.clear('hello', 'message')).toEqual({ ok: true, declared: [] });
    expect([told, shown]).toEqual([[], []]);
  });

  it('[SAFE4] stops a secret, tells what and where alone, and gives back the text without it', async () => {
    const { guard, told } = world(blocked, 'edit');
    const cleared = await guard.clear(blocked.text, 'description');
    expect(cleared).toEqual({ ok: false, text: 'my phrase: ', isUnchecked: false });
    expect(told).toEqual([['recovery_phrase', 'description']]);
  });

  it('[SAFE1] never sends what is surely a secret, whatever is chosen', async () => {
    const { guard } = world(blocked, 'declare');
    expect(await guard.clear(blocked.text, 'message')).toMatchObject({ ok: false, text: '' });
  });

  it('[SAFE3] sends a hash only when it is said to be one, and says so on the wire', async () => {
    expect(await world(hex, 'declare').guard.clear('ab', 'message')).toEqual({
      ok: true,
      declared: ['transaction_hash'],
    });
    expect(await world(hex, 'delete').guard.clear('ab', 'message')).toMatchObject({ ok: false, text: '' });
  });

  it('[SAFE2] takes back the earlier messages that held parts of it', async () => {
    const { guard, taken, shown } = world({ ...blocked, recentParts: [1] });
    const earlier = ['a', 'b', 'c'].map((id) => ({ id, text: id }));
    await guard.clear('the rest', 'message', earlier);
    expect(taken).toEqual(['b']);
    expect(shown).toMatchObject([{ isSplit: true }]);
  });

  it('[SAFE1] fails closed where the checks can not be loaded, and tries again with the next text', async () => {
    const { guard } = world('no checks');
    expect(await guard.clear('hello', 'message')).toEqual({ ok: false, text: 'hello', isUnchecked: true });
    expect(await guard.judge('hello')).toMatchObject({ ok: false, error: { code: 'unavailable' } });
  });

  it('[SAFE3] asks its author when the server alone stops it', async () => {
    const { guard, shown } = world(null, 'edit');
    const details = { verdict: 'block', kind: 'recovery_phrase' };
    const passed = await guard.pass('text', { where: 'rating' }, async () =>
      refuse('secret_blocked', { details }),
    );
    expect(passed).toMatchObject({ isStopped: true, text: 'my phrase: ' });
    expect(shown).toHaveLength(1);
    expect(await guard.pass('text', { where: 'rating' }, async () => ok(1))).toEqual({
      isStopped: false,
      answer: ok(1),
    });
  });
});
