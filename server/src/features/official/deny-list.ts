import { readFile, stat } from 'node:fs/promises';
import type { DenyListState } from '@haven/shared/http/official-admin-endpoints';
import { editDistance } from '@haven/shared/official-contact';
import * as z from 'zod';
import type { Clock } from '../../clock.ts';
import type { Logger } from '../../log.ts';

/** MetaMask's `config.json` of eth-phishing-detect, by the names of both of its versions. */
const fileSchema = z.object({
  blacklist: z.array(z.string()).optional(),
  blocklist: z.array(z.string()).optional(),
  whitelist: z.array(z.string()).optional(),
  allowlist: z.array(z.string()).optional(),
  fuzzylist: z.array(z.string()).default([]),
  tolerance: z.number().int().min(0).max(5).default(2),
});

type Loaded = { blocked: Set<string>; allowed: Set<string>; fuzzy: string[]; tolerance: number };

/** Whether the file changed is looked at this often. */
const lookMs = 60_000;

export type DenyList = ReturnType<typeof createDenyList>;

/** Hosts that are known to phish, from a file of the operator; none is shipped or fetched. */
export function createDenyList({
  path,
  clock,
  log,
}: {
  path: string | undefined;
  clock: Clock;
  log: Logger;
}) {
  let loaded: Loaded | null = null;
  let state: DenyListState = { state: 'absent', hosts: 0, loadedAt: null };
  let changedAt = 0;
  let nextLook = 0;

  /** A file that can not be read leaves what was loaded before, and is told on the admin page. */
  async function look(): Promise<void> {
    if (path === undefined || clock.now() < nextLook) return;
    nextLook = clock.now() + lookMs;
    try {
      const { mtimeMs } = await stat(path);
      if (mtimeMs === changedAt) return;
      const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
      const blocked = new Set([...(file.blacklist ?? []), ...(file.blocklist ?? [])]);
      const allowed = new Set([...(file.whitelist ?? []), ...(file.allowlist ?? [])]);
      loaded = { blocked, allowed, fuzzy: file.fuzzylist, tolerance: file.tolerance };
      changedAt = mtimeMs;
      state = { state: 'loaded', hosts: blocked.size, loadedAt: new Date(clock.now()).toISOString() };
    } catch (err) {
      log.warn({ err }, 'The list of phishing hosts can not be read.');
      state = { ...state, state: 'broken' };
    }
  }

  return {
    async state(): Promise<DenyListState> {
      await look();
      return state;
    },

    /** `denied`: the host or one above it is in the list; `near`: a few letters from a well-known one. O(list of well-known). */
    async judge(host: string): Promise<'denied' | 'near' | null> {
      await look();
      if (loaded === null) return null;
      const { blocked, allowed, fuzzy, tolerance } = loaded;
      const above = suffixesOf(host);
      if (above.some((each) => allowed.has(each) || fuzzy.includes(each))) return null;
      if (above.some((each) => blocked.has(each))) return 'denied';
      const name = withoutTop(host.replace(/^www\./, ''));
      const isNear = fuzzy.some((each) => editDistance(name, withoutTop(each), tolerance) <= tolerance);
      return isNear && tolerance > 0 ? 'near' : null;
    },
  };
}

function suffixesOf(host: string): string[] {
  const labels = host.split('.');
  return labels.slice(0, -1).map((_label, index) => labels.slice(index).join('.'));
}

/** As the list's own tool compares: without the last label. */
function withoutTop(host: string): string {
  return host.split('.').slice(0, -1).join('.');
}
