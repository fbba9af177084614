import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createLog } from '../../log.ts';
import { createDenyList } from './deny-list.ts';

describe('[SAFE5] the operator’s list of phishing hosts', () => {
  let folder: string;
  let path: string;
  let nowMs = 1_000_000;
  const clock = { now: () => nowMs };
  const log = createLog({ logLevel: 'silent', production: false });
  const open = (file: string | undefined) => createDenyList({ path: file, clock, log });
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haven-deny-'));
    path = join(folder, 'config.json');
    const list = {
      version: 2,
      tolerance: 2,
      fuzzylist: ['metamask.io'],
      whitelist: ['metamesh.io'],
      blacklist: ['evil.example'],
    };
    await writeFile(path, JSON.stringify(list));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('is in the format of eth-phishing-detect: denied, near, allowed, with hosts below', async () => {
    const list = open(path);
    expect(await list.judge('evil.example')).toBe('denied');
    expect(await list.judge('www.login.evil.example')).toBe('denied');
    expect(await list.judge('notevil.example')).toBeNull();
    expect(await list.judge('metamask.io')).toBeNull();
    expect(await list.judge('portfolio.metamask.io')).toBeNull();
    expect(await list.judge('metamaskk.com')).toBe('near');
    expect(await list.judge('metamesh.io')).toBeNull();
    expect(await list.state()).toMatchObject({ state: 'loaded', hosts: 1 });
  });

  it('is read again when it changed, and what was read stays when it breaks', async () => {
    const list = open(path);
    expect(await list.judge('new.example')).toBeNull();
    await writeFile(path, JSON.stringify({ blacklist: ['new.example'] }));
    await utimes(path, 1, 1);
    expect(await list.judge('new.example')).toBeNull();
    nowMs += 60_000;
    expect(await list.judge('new.example')).toBe('denied');
    await writeFile(path, 'no JSON');
    nowMs += 60_000;
    expect(await list.judge('new.example')).toBe('denied');
    expect(await list.state()).toMatchObject({ state: 'broken' });
  });

  it('may be absent, which is told', async () => {
    expect(await open(undefined).judge('evil.example')).toBeNull();
    expect(await open(undefined).state()).toEqual({ state: 'absent', hosts: 0, loadedAt: null });
  });
});
