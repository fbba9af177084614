/** `npm run bench [-- name … --seconds N --rounds N --conversations N --seed S --json]`. Prints a table. */
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { makePgliteTemplate } from '../support/pglite-template.ts';
import { startRunPostgres, stopRunPostgres } from '../support/run-engines.ts';
import { makeRunFolder, removeRunFolder } from '../support/run-folder.ts';
import { bus } from './bus.ts';
import { growth } from './growth.ts';
import { memory } from './memory.ts';
import type { Outcome, Size } from './outcome.ts';
import { profile } from './profile.ts';
import { embedded, latency, relay } from './relay.ts';
import { routing } from './routing.ts';
import { secrets } from './secrets.ts';
import { steady } from './steady.ts';
import { storm } from './storm.ts';

const benches: Record<string, (size: Size) => Promise<Outcome>> = {
  relay,
  latency,
  memory,
  embedded,
  bus,
  storm,
  steady,
  growth,
  routing,
  secrets,
  profile,
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '5' },
    rounds: { type: 'string', default: '3' },
    conversations: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 2 ** 31) },
    json: { type: 'boolean', default: false },
  },
});
const size: Size = {
  conversations: Number(values.conversations),
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  seed: Number(values.seed),
};
const unknown = positionals.filter((name) => !(name in benches));
if (unknown.length > 0 || Object.values(size).some((value) => !(value > 0))) {
  console.error(
    `Benches: ${Object.keys(benches).join(', ')}. Options: --seconds, --rounds, --conversations, --seed, --json.`,
  );
  process.exit(2);
}

const results: Record<string, Outcome['json']> = {};
await makeRunFolder({ isOnDisk: true });
try {
  await makePgliteTemplate();
  await startRunPostgres();
  console.log(
    `Node ${process.version}, ${cpus().length} cores shared by server, engines and load; medians of ${size.rounds} rounds, seed ${size.seed}.`,
  );
  for (const name of positionals.length > 0 ? positionals : Object.keys(benches)) {
    const outcome = await benches[name]?.(size);
    if (outcome === undefined) continue;
    console.log(`\n${name}`);
    console.table(Object.fromEntries(outcome.rows.map(({ figure, ...row }) => [figure, row])));
    results[name] = outcome.json;
  }
} finally {
  await stopRunPostgres();
  removeRunFolder();
}
if (values.json) console.log(JSON.stringify(results));
