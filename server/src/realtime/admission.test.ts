import { createAdmission } from './admission.ts';

function world(perSecond: number, random = () => 0.5) {
  let now = 1_000_000;
  const admission = createAdmission({ clock: { now: () => now }, perSecond, random });
  const takeMany = (count: number) =>
    Array.from({ length: count }, () => admission.take()).filter((refusal) => refusal !== null);
  return {
    admission,
    takeMany,
    pass: (ms: number) => {
      now += ms;
    },
  };
}

describe('admission of handshakes', () => {
  it('[WIRE4] a burst is admitted up to the rate, then as many as time refills', () => {
    const { takeMany, pass } = world(200);
    expect(takeMany(500)).toHaveLength(300);
    pass(100);
    expect(takeMany(50)).toHaveLength(30);
    pass(60_000);
    expect(takeMany(201)).toHaveLength(1);
  });

  it('[WIRE2] says busy and when to come back: later the more are expected, never beyond half a minute', () => {
    const { takeMany } = world(200, () => 1);
    const refusals = takeMany(2_200).map(({ error }) => error);
    expect(new Set(refusals.map(({ code }) => code))).toEqual(new Set(['busy']));
    const waits = refusals.map(({ retryAfterMs }) => retryAfterMs ?? 0);
    expect(waits[0]).toBeLessThan(2_100);
    expect(waits.at(-1)).toBe(22_000);
    expect(takeMany(20_000).at(-1)?.error.retryAfterMs).toBe(30_000);
  });

  it('a storm of 2,000 that come back when they were told is admitted whole within forty seconds', () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
    const { admission, pass } = world(200, random);
    let waiting = Array.from({ length: 2_000 }, () => 0);
    let ms = 0;
    for (; waiting.length > 0 && ms < 60_000; ms += 10, pass(10)) {
      waiting = waiting.flatMap((due) => {
        if (due > ms) return [due];
        const refusal = admission.take();
        return refusal === null ? [] : [ms + (refusal.error.retryAfterMs ?? 0)];
      });
    }
    expect(ms).toBeLessThan(40_000);
  });

  it('once closed it admits nobody', () => {
    const { admission } = world(200);
    admission.close();
    expect(admission.take()).toMatchObject({ error: { code: 'busy' } });
  });
});
