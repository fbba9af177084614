/** `npm run create-admin -- --email a@b --name X`: makes an administrator's account. */
import { mkdir } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { text as readAll } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { emailSchema, newPasswordSchema } from '@haven/shared/http/agent-endpoints';
import { languages } from '@haven/shared/language';
import { systemClock } from './clock.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { createAgentAccounts } from './features/agents/accounts.ts';
import { createPasswords, generatePassword } from './features/agents/passwords.ts';
import { createAudit } from './features/audit.ts';
import { createLog } from './log.ts';
import { packagePath } from './package-path.ts';
import { StartFailure } from './start-failure.ts';
import { lockDataDir } from './storage/embedded/lock.ts';
import { openDatabase } from './storage/postgres/db.ts';
import { migrate } from './storage/postgres/migrate.ts';

const usage = 'Use: npm run create-admin -- --email you@example.com --name "Your name"';

try {
  await createAdmin();
} catch (error) {
  if (!(error instanceof StartFailure)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}

async function createAdmin(): Promise<void> {
  const { email, name } = readArguments();
  const configuration = readConfig(readEnvironment());
  if (!configuration.ok)
    throw new StartFailure(`The configuration is wrong. ${configuration.problems.join(' ')}`);
  const typed = await readPassword();
  const password = typed === '' ? generatePassword() : typed;
  await insert(configuration.value, { email, name, password, isGenerated: typed === '' });
  process.stdout.write(`${email} may now sign in to the console as an administrator.\n`);
  if (typed === '') process.stdout.write(`Password, to be changed at the first sign-in: ${password}\n`);
}

function readArguments(): { email: string; name: string } {
  const { values } = parseArgs({
    options: { email: { type: 'string' }, name: { type: 'string' } },
    strict: false,
  });
  const email = emailSchema.safeParse(values.email);
  const name = typeof values.name === 'string' ? values.name.trim() : '';
  if (!email.success || name === '' || name.length > 60) throw new StartFailure(usage);
  return { email: email.data, name };
}

/** From the terminal without showing it, or from what is piped in; empty for "make one for me". */
async function readPassword(): Promise<string> {
  const typed = process.stdin.isTTY ? await askHidden() : (await readAll(process.stdin)).split('\n')[0];
  const password = typed?.trim() ?? '';
  if (password !== '' && !newPasswordSchema.safeParse(password).success) {
    throw new StartFailure('A password has 12 to 128 characters.');
  }
  return password;
}

async function askHidden(): Promise<string> {
  process.stdout.write('Password (12 characters or more; leave empty to get one): ');
  const terminal = createInterface({ input: process.stdin, terminal: true });
  const typed = await new Promise<string>((resolve) => {
    terminal.once('SIGINT', () => process.exit(130));
    terminal.once('line', resolve);
    terminal.once('close', () => resolve(''));
  });
  terminal.close();
  process.stdout.write('\n');
  return typed;
}

async function insert(
  config: Config,
  admin: { email: string; name: string; password: string; isGenerated: boolean },
): Promise<void> {
  const log = createLog({ ...config, logLevel: 'warn' });
  await mkdir(config.dataDir, { recursive: true });
  const lock = config.databaseUrl === undefined ? await lockDataDir(config.dataDir) : undefined;
  const database = await openDatabase(config, log, { statementTimeoutMs: 0 });
  try {
    await migrate(database.db, packagePath('migrations'), log);
    const hashed = await createPasswords(config.passwordMemoryMib).hash(admin.password);
    if (!hashed.ok) throw new StartFailure('The password could not be hashed. Try again.');
    const created = await createAgentAccounts({ db: database.db, clock: systemClock }).create({
      email: admin.email,
      name: admin.name,
      role: 'admin',
      teamIds: [],
      languages: [...languages],
      capacity: 4,
      passwordHash: hashed.value,
      mustChangePassword: admin.isGenerated,
    });
    if (!created.ok) throw new StartFailure(`${admin.email} has an account already.`);
    await createAudit({ db: database.db }).record({
      actor: { kind: 'system' },
      action: 'agent.created',
      objectKind: 'agent',
      objectId: created.value.id,
      details: { role: 'admin', by: 'create-admin' },
    });
  } finally {
    await database.close();
    lock?.release();
  }
}
