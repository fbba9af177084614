import { loadOnce } from './load-once.ts';

it('loads once, and again only after it failed', async () => {
  let attempts = 0;
  const loaded = loadOnce(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('offline');
    return attempts;
  });
  await expect(loaded()).rejects.toThrow('offline');
  expect(await Promise.all([loaded(), loaded()])).toEqual([2, 2]);
  expect([await loaded(), attempts]).toEqual([2, 2]);
});
