import { createWorkBound, refuseAsBusy } from './work-bound.ts';

/** Enters as often as it may, `wish` times at the most; answers with the ways to leave. */
function fill(work: ReturnType<typeof createWorkBound>, by: object, wish: number): (() => void)[] {
  return Array.from({ length: wish }, () => work.enter(by)).filter((leave) => leave !== null);
}

describe('the bound of work under way', () => {
  it('[WIRE4] one who asks without end gets a share, and everybody else is still served', () => {
    const work = createWorkBound({ atOnce: 1_000, forOne: 64 });
    expect(fill(work, {}, 10_000)).toHaveLength(64);
    for (let other = 0; other < 500; other += 1) expect(fill(work, {}, 1)).toHaveLength(1);
  });

  it('[WIRE4] many who ask without end leave room for who asks for the first time', () => {
    const work = createWorkBound({ atOnce: 100, forOne: 64 });
    const greedy = Array.from({ length: 20 }, () => ({}));
    for (let round = 0; round < 50; round += 1) for (const by of greedy) work.enter(by);
    expect(fill(work, {}, 5)).not.toHaveLength(0);
  });

  it('[WIRE4] never more are under way than the bound, and each that ends makes room', () => {
    const work = createWorkBound({ atOnce: 10, forOne: 64 });
    const leaves = Array.from({ length: 50 }, () => fill(work, {}, 1)).flat();
    expect(leaves).toHaveLength(10);
    leaves[0]?.();
    expect(fill(work, {}, 1)).toHaveLength(1);
    expect(fill(work, {}, 1)).toHaveLength(0);
  });

  it('is idle when the last one left, for one or for all', async () => {
    const work = createWorkBound();
    const [one, other] = [{}, {}];
    const [leaveOne] = fill(work, one, 1);
    const [leaveOther] = fill(work, other, 1);
    const told: string[] = [];
    const all = work.idle(60_000).then(() => told.push('all'));
    const mine = work.idle(60_000, one).then(() => told.push('one'));
    leaveOne?.();
    await mine;
    expect(told).toEqual(['one']);
    leaveOther?.();
    await all;
    expect(told).toEqual(['one', 'all']);
  });

  it('waits no longer than it may', async () => {
    const work = createWorkBound();
    work.enter({});
    await work.idle(10);
  });

  it('[WIRE2] spreads those whom it refuses', () => {
    expect(refuseAsBusy(() => 0).error).toMatchObject({ code: 'busy', retryAfterMs: 500 });
    expect(refuseAsBusy(() => 0.999).error.retryAfterMs).toBeGreaterThan(1_400);
  });
});
