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
};

const apply =
  'apply: (write) => translateFailures(() => db.transaction().execute((trx) => applyWrite(trx, write))),';
/** Answers when the rows are written, and commits a moment later. */
const applyEarly = (
  publish: string,
) => `apply: (write) => translateFailures(() => new Promise((resolve, reject) => {
  const committed = db.transaction().execute(async (trx) => {
    const written = await applyWrite(trx, write);
    if (written.ok && written.value.isNew) {
      ${publish}
      await new Promise((wake) => setTimeout(wake, 60));
    }
    return written;
  });
  committed.then(resolve, reject);
})),`;

/** Early answers look the conversation up beside the open transactions, which may not take every connection. */
const morePool: Patch = {
  file: 'dist/storage/postgres/db.js',
  find: 'const poolSize = 10;',
  replace: 'const poolSize = 40;',
};
const writer = 'dist/storage/postgres/writer.js';
const stops = Array.from({ length: 3 }, () => ['postgres-stop']);

export const knownBad: readonly KnownBad[] = [
  {
    name: 'ack before commit',
    patches: [morePool, { file: writer, find: apply, replace: applyEarly('resolve(written);') }],
    script: stops,
  },
  {
    name: 'publish before commit',
    patches: [
      morePool,
      {
        file: writer,
        find: apply,
        replace: applyEarly('written.value.committed = committed; resolve(written);'),
      },
      {
        file: 'dist/flows/send-message.js',
        find: 'await settle(written.value);',
        replace: 'await settle(written.value); await written.value.committed;',
      },
    ],
    script: stops,
  },
  {
    name: 'no duplicate check',
    patches: [
      {
        file: writer,
        find: 'const resent = await findResent(trx, conversation, write.entries);',
        replace: 'const resent = null;',
      },
      {
        file: 'migrations/0003_conversations.sql',
        find: 'create unique index entry_once on entry',
        replace: 'create index entry_once on entry',
      },
    ],
    script: [['client-reply-cut'], ['client-cut'], ['postgres-reply-cut']],
  },
  { name: 'no gap pull', patches: [], isWithoutPull: true, script: [['lost-notices'], ['lost-notices']] },
];

export type Verdict = {
  name: string;
  isRejected: boolean;
  acked: number;
  counts: Record<ViolationKind, number>;
};

/** Plays each known-bad build's faults and answers whether the checker rejected it. */
export async function judgeKnownBad(
  seed: number,
  onVerdict: (name: string, verdict: Verdict) => void,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const build of knownBad) {
    const main = build.patches.length === 0 ? undefined : await patchedServer(build.patches);
    const { acked, counts, violations } = await runRounds({
      seed,
      durations: shortDurations,
      next: (_, round) => (round === 0 ? build.script : null),
      isWithoutPull: build.isWithoutPull ?? false,
      ...(main === undefined ? {} : { main }),
    });
    const verdict = { name: build.name, isRejected: violations.length > 0, acked, counts };
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
