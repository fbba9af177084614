import { cp, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { spawnGuarded } from '../../support/guarded-process.ts';
import { createTempFolder } from '../../support/temp-folder.ts';
import { readResult } from './lanes.ts';
import type { EngineName } from './open-engines.ts';

type Patch = { file: string; find: string; replace: string };

/** A server that breaks one promise. */
export type Mutant = {
  name: string;
  /** In the server's sources. Each must apply once, or the code has moved and this list must follow. */
  patches: readonly Patch[];
};

const propose = 'src/features/routing/lua/propose-19.lua';
const pools = 'src/features/routing/lua/pools-18.lua';
const proposeTo = 'src/features/routing/lua/propose-to-12.lua';
const queues = 'src/features/routing/lua/queues-4.lua';
const endOffer = 'src/features/routing/lua/end-offer-7.lua';
const project = 'src/features/routing/lua/project-11.lua';
const renewLease = 'src/features/routing/lua/renew-lease-5.lua';
const rebuild = 'src/flows/rebuild-routing.ts';
const gone = 'src/features/routing/lua/gone-5.lua';
const requeue = 'src/flows/requeue.ts';
const queuedAgain = 'src/flows/queued-again.ts';

const one = (name: string, file: string, find: string, replace = ''): Mutant => ({
  name,
  patches: [{ file, find, replace }],
});

export const mutants: readonly Mutant[] = [
  one('no lease check', pools, "if not agent.isPresent then return 'absent' end"),
  one(
    'no lease check by hand',
    proposeTo,
    "if tonumber(redis.call('ZSCORE', KEYS[6], agentId) or 0) <= now then return -9 end",
  ),
  one('no capacity check', pools, "> agent.capacity * 100 then return 'full'", "> 1e9 then return 'full'"),
  one(
    'no capacity check by hand',
    proposeTo,
    'if load + item.weight > tonumber(capacity) * 100 then return -10 end',
  ),
  one(
    'no language check',
    pools,
    "if not string.find(agent.languages, pool.language, 1, true) then return 'wrongLanguage' end",
  ),
  one('no epoch in the commit', 'src/flows/assign.ts', 'epoch,\n      asks:', 'asks:'),
  one(
    'no epoch when resolving',
    'src/flows/end-conversation.ts',
    "expect: { status: ['assigned'], epoch },",
    "expect: { status: ['assigned'] },",
  ),
  one(
    'no fence in the sweep',
    'src/flows/sweep-routing.ts',
    'await records.fence({ itemId, epoch })',
    'await records.item(itemId)',
  ),
  one('no fence in the rebuild', rebuild, 'if (isLive) await load.fence();'),
  one('no rebuild', rebuild, 'await inChunks(items, (item) => writes.project(item));'),
  one(
    'no name of the proposal: any picture gives its slot away',
    project,
    'if proposal and isSameEpoch and proposal.op ~= op then item.proposal = proposal end',
  ),
  one(
    'no idempotency: a late picture counts',
    project,
    'if known and known.revision > item.revision then',
    'if false then',
  ),
  one(
    'no idempotency key: a resend counts as another',
    'src/storage/postgres/writer.ts',
    'return first ? findResent(db, first, opening.entries) : null;',
    'return null;',
  ),
  one('no grace', gone, 'left + graceMs <= now', 'left <= now'),
  one('chats stay with who is gone', gone, 'gone[#gone + 1] = loaded[first + n - 1]'),
  one('who is taken back goes to the end', queuedAgain, '    enqueuedAt,', '    enqueuedAt: at,'),
  {
    name: 'answered chats are taken back too',
    patches: [
      {
        file: 'src/features/conversations/open-ids.ts',
        find: ".where('waiting_since', 'is not', null)",
        replace: '',
      },
      { file: requeue, find: ', isWaiting: true', replace: '' },
    ],
  },
  one(
    'one socket that closes ends the lease',
    'src/features/routing/lua/drop-lease-4.lua',
    'ends = math.max(ends, till)',
  ),
  one(
    'a first reply is not waited for',
    'src/features/conversations/open-ids.ts',
    "+ make_interval(secs => (q.settings->>'firstReplySeconds')::int) <= ${now}",
    '<= ${now}',
  ),
  one(
    'two servers take the same step',
    'src/flows/relax.ts',
    "expect: { status: ['queued'], epoch, relaxed },",
    "expect: { status: ['queued'] },",
  ),
  one(
    'answered chats weigh in full',
    project,
    'item.isIdle and math.floor(item.weight * idlePercent / 100 + 0.5) or item.weight',
    'item.weight',
  ),
  one(
    'routing is not told who speaks',
    'src/flows/append-entry.ts',
    'if (appended.turns) turns.mark(conversationId);',
  ),
  one('no exclusion after a decline', endOffer, 'item.passed = passed'),
  one(
    'an offer that ends keeps its slot',
    endOffer,
    "redis.call('HINCRBY', KEYS[5], offer.agentId, -offer.weight)",
    '1',
  ),
  one(
    'an offer is for everybody',
    proposeTo,
    'local offer = item.proposal and item.proposal.agentId == agentId and item.proposal.offer',
    'local offer = item.proposal and item.proposal.offer',
  ),
  one(
    'an offer never ends',
    'src/flows/dispatch.ts',
    'const due = await routing.dueOffers();',
    'const due: string[] = [];',
  ),
  one(
    'no hours',
    propose,
    "if mode == 'manual' or not isOpen(open) then return false end",
    "if mode == 'manual' then return false end",
  ),
  one(
    'no opening',
    'src/flows/sweep-routing.ts',
    'const due = await routing.dueRules();',
    'const due: [] = [];',
  ),
  one(
    'what is left to hands is given out',
    propose,
    "if mode == 'manual' or not isOpen(open) then return false end",
    'if not isOpen(open) then return false end',
  ),
  one('no skill check', pools, "if lacksSkill(agent, pool.skills) then return 'missingSkill' end"),
  one('no warm-up', pools, "if agent.mayBeGiven == 0 then return 'warmingUp' end"),
  one('who let it lie gets it again', propose, 'passed[pass.agentId] = true', 'passed[""] = true'),
  one(
    'who is freed is not looked at again',
    project,
    "if weight ~= 0 then redis.call('ZADD', KEYS[11], 0, agentId) end",
  ),
  one('who comes back is not looked at again', renewLease, "redis.call('ZADD', KEYS[5], 0, id)"),
  one(
    'no order',
    propose,
    "redis.call('ZRANGE', KEYS[4], count, count + 7)",
    "redis.call('ZRANGE', KEYS[4], count, count + 7, 'REV')",
  ),
  one(
    'a queue’s front is not moved up',
    queues,
    "if first then redis.call('ZADD', KEYS[4], 0, first .. ' ' .. queue) end",
  ),
  one(
    'no dispatch when an agent is freed',
    'src/flows/dispatch.ts',
    'queues.length + freedAgentIds.length > 0',
    'queues.length > 0',
  ),
];

/** What the list lacks and why. */
export const leftOut = [
  'places that are kept: all chats of the model weigh the same, so none passes another (test/routing/model.test.ts)',
  'the epoch of a take by hand: a faster agent has to take it between a read and a call (test/routing/named-agent.test.ts)',
  'what a chat asks for at the commit: the model comes to it once in some 300,000 commands (test/routing/asks.test.ts)',
];

export type MutantVerdict = { name: string; isCaught: boolean; commands: number; violation: string | null };

const root = fileURLToPath(new URL('../../../', import.meta.url));
const serverRoot = join(root, 'server');

/** The text with every patch applied; throws when one is not there exactly once. */
export async function patchedTexts({ patches }: Mutant): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const { file, find, replace } of patches) {
    const text = texts.get(file) ?? (await readFile(join(serverRoot, file), 'utf8'));
    if (text.split(find).length !== 2)
      throw new Error(`${file} has moved on: "${find}" is not there once, so this mutant must follow.`);
    texts.set(
      file,
      text.replace(find, () => replace),
    );
  }
  return texts;
}

/** Plays each mutant in a process of its own until the model catches it, or so many commands were played. */
export async function judgeMutants(
  { commands, seed, engine, only }: { commands: number; seed: number; engine: EngineName; only?: string[] },
  onVerdict: (verdict: MutantVerdict) => void,
): Promise<MutantVerdict[]> {
  const verdicts: MutantVerdict[] = [];
  for (const mutant of mutants) {
    if (only && !only.some((name) => mutant.name.includes(name))) continue;
    const verdict = await judge(mutant, [
      '--commands',
      `${commands}`,
      '--seed',
      `${seed}`,
      '--engine',
      engine,
    ]);
    verdicts.push(verdict);
    onVerdict(verdict);
  }
  return verdicts;
}

async function judge(mutant: Mutant, args: readonly string[]): Promise<MutantVerdict> {
  const folder = await plant(mutant);
  const loader = join(folder, 'test/bin/run-typescript.mjs');
  const main = join(folder, 'test/routing/referee/main.ts');
  const program = ['--conditions=haven-source', '--import', loader, main, ...args, '--json'];
  const child = await spawnGuarded(process.execPath, program, { cwd: folder, env: process.env });
  await child.wait();
  const { commands, violation } = readResult(child);
  return { name: mutant.name, isCaught: violation !== null, commands, violation: violation?.message ?? null };
}

/** A copy of the server's sources with the patches, and the model beside it, as workspaces of a project. */
async function plant(mutant: Mutant): Promise<string> {
  const texts = await patchedTexts(mutant);
  const folder = await createTempFolder('mutant');
  for (const name of ['src', 'migrations', 'package.json'])
    await cp(join(serverRoot, name), join(folder, 'server', name), { recursive: true });
  await symlink(join(serverRoot, 'dist'), join(folder, 'server/dist'));
  for (const name of ['routing', 'support', 'bin', 'package.json'])
    await cp(join(root, 'test', name), join(folder, 'test', name), { recursive: true });
  await mkdir(join(folder, 'node_modules/@haven'), { recursive: true });
  for (const name of await readdir(join(root, 'node_modules')))
    if (name !== '@haven')
      await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  await symlink(join(root, 'shared'), join(folder, 'node_modules/@haven/shared'));
  await symlink(join(folder, 'server'), join(folder, 'node_modules/@haven/server'));
  for (const [file, text] of texts) await writeFile(join(folder, 'server', file), text);
  return folder;
}
