import { cp, mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTempFolder } from '../support/temp-folder.ts';
import type { ViolationKind } from './checker.ts';
import { shortDurations } from './faults.ts';
import type { Script } from './round.ts';
import { runRounds } from './run-rounds.ts';

type Patch = { file: string; find: string; replace: string };

/** A build that breaks one promise, and the faults that show it. */
type KnownBad = {
  name: string;
  /** In files of the built server's package. Each must apply, or the code has moved and this list must follow. */
  patches: readonly Patch[];
  isWithoutPull?: boolean;
  script: Script;
  /** What the broken promise makes of a history. Rejected for something else, the checker was right by chance. */
  breaks: readonly ViolationKind[];
};

const append = 'dist/storage/postgres/append.js';
const ask = 'const { rows } = await sql `select * from append_entries(${items}::jsonb)`.execute(db);';
/** Answers when the rows are written, and commits a moment later. */
const askEarly = `let committed;
const { rows } = await new Promise((resolve, reject) => {
  committed = db.transaction().execute(async (trx) => {
    resolve(await sql \`select * from append_entries(\${items}::jsonb)\`.execute(trx));
    await new Promise((wake) => setTimeout(wake, 60));
  });
  committed.catch(reject);
});`;

const stops = Array.from({ length: 3 }, () => ['postgres-stop']);

export const knownBad: readonly KnownBad[] = [
  {
    name: 'ack before commit',
    patches: [{ file: append, find: ask, replace: askEarly }],
    script: stops,
    breaks: ['lost'],
  },
  {
    name: 'publish before commit',
    patches: [
      { file: append, find: ask, replace: askEarly },
      {
        file: append,
        find: 'return rows.map(answerOf);',
        replace: 'return rows.map(answerOf).map((one) => (one?.ok ? { ...one, committed } : one));',
      },
      {
        file: 'dist/flows/append-entry.js',
        find: 'return ok({ id: entryId,',
        replace: 'await appended.committed; return ok({ id: entryId,',
      },
    ],
    script: stops,
    // Screens keep what was rolled back, under an id that the log does not have.
    breaks: ['mismatch'],
  },
  {
    name: 'no duplicate check',
    patches: [
      {
        file: 'migrations/0005_append_entries.sql',
        find: 'left join entry e on e.conversation_id',
        replace: 'left join entry e on false and e.conversation_id',
      },
      {
        file: 'migrations/0003_conversations.sql',
        find: 'create unique index entry_once on entry',
        replace: 'create index entry_once on entry',
      },
    ],
    script: [['client-reply-cut'], ['client-cut'], ['postgres-reply-cut']],
    breaks: ['doubled'],
  },
  {
    name: 'no gap pull',
    patches: [],
    isWithoutPull: true,
    script: [['lost-notices'], ['lost-notices']],
    breaks: ['hole'],
  },
];

export type Verdict = {
  name: string;
  /** For one of the kinds that its broken promise causes. */
  isRejected: boolean;
  acked: number;
  counts: Record<ViolationKind, number>;
};

/** Whether one of these kinds was found: any other does not count. */
export function isRejectedFor(
  breaks: readonly ViolationKind[],
  counts: Readonly<Record<ViolationKind, number>>,
): boolean {
  return breaks.some((kind) => counts[kind] > 0);
}

/** Plays each known-bad build's faults and answers whether the checker rejected it. */
export async function judgeKnownBad(
  seed: number,
  onVerdict: (name: string, verdict: Verdict) => void,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const build of knownBad) {
    const main = build.patches.length === 0 ? undefined : await patchedServer(build.patches);
    const { acked, counts } = await runRounds({
      seed,
      durations: shortDurations,
      next: (_, round) => (round === 0 ? build.script : null),
      isWithoutPull: build.isWithoutPull ?? false,
      ...(main === undefined ? {} : { main }),
    });
    const verdict = { name: build.name, isRejected: isRejectedFor(build.breaks, counts), acked, counts };
    verdicts.push(verdict);
    onVerdict(build.name, verdict);
  }
  return verdicts;
}

/** Copies the built server, patches the copy, and answers with its `main.js`. Throws when a patch does not apply. */
export async function patchedServer(patches: readonly Patch[]): Promise<string> {
  const root = fileURLToPath(new URL('../../', import.meta.url));
  const folder = await createTempFolder('known-bad');
  for (const name of ['node_modules', 'shared', 'widget', 'console', 'package.json'])
    await symlink(join(root, name), join(folder, name));
  const server = join(folder, 'server');
  await mkdir(server);
  for (const name of ['dist', 'migrations', 'package.json'])
    await cp(join(root, 'server', name), join(server, name), { recursive: true });
  await symlink(join(root, 'server/src'), join(server, 'src'));
  for (const { file, find, replace } of patches) {
    const path = join(server, file);
    const text = await readFile(path, 'utf8');
    if (text.split(find).length !== 2)
      throw new Error(
        `${file} has moved on: "${find}" is not there once, so this known-bad build must follow.`,
      );
    await writeFile(
      path,
      text.replace(find, () => replace),
    );
  }
  return join(server, 'dist/main.js');
}
