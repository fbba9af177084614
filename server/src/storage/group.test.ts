import { createGroups } from './group.ts';

/** Groups whose runs end when the test says so. */
function world({ limit = 10, bad = '' } = {}) {
  const runs: { items: readonly string[]; end: () => void }[] = [];
  const groups = createGroups<string, string>({
    limit,
    keyOf: (item) => item,
    run: (items) =>
      new Promise((resolve, reject) => {
        const end = () =>
          items.includes(bad) ? reject(new Error('a bad item')) : resolve(items.map((item) => `${item}!`));
        runs.push({ items, end });
      }),
  });
  const settled = () => new Promise((resolve) => setImmediate(resolve));
  return {
    groups,
    ran: () => runs.map(({ items }) => items),
    async end() {
      runs.at(-1)?.end();
      await settled();
    },
  };
}

describe('groups', () => {
  it('starts at once when nothing is under way, and gathers what arrives meanwhile', async () => {
    const { groups, ran, end } = world();
    const answers = Promise.all(['a', 'b', 'c'].map((item) => groups.submit(item)));
    expect(ran()).toEqual([['a']]);
    await end();
    expect(ran()).toEqual([['a'], ['b', 'c']]);
    await end();
    expect(await answers).toEqual(['a!', 'b!', 'c!']);
    void groups.submit('d');
    expect(ran().at(-1)).toEqual(['d']);
  });

  it('keeps groups within their limit and a doubled key out of the group of the first', async () => {
    const { groups, ran, end } = world({ limit: 2 });
    for (const item of ['a', 'b', 'b', 'c', 'd', 'e']) void groups.submit(item);
    for (let group = 0; group < 4; group += 1) await end();
    expect(ran()).toEqual([['a'], ['b'], ['b', 'c'], ['d', 'e']]);
  });

  it('lets a bad item fail alone', async () => {
    const { groups, ran, end } = world({ bad: 'bad' });
    const answers = Promise.allSettled(['a', 'b', 'bad', 'c'].map((item) => groups.submit(item)));
    for (let run = 0; run < 5; run += 1) await end();
    expect(ran()).toEqual([['a'], ['b', 'bad', 'c'], ['b'], ['bad'], ['c']]);
    expect((await answers).map(({ status }) => status)).toEqual([
      'fulfilled',
      'fulfilled',
      'rejected',
      'fulfilled',
    ]);
  });
});
