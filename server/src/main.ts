/** The process. Reads the configuration, opens the engines, migrates, serves, and takes it all down again. */
import { once } from 'node:events';
import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import { createApp } from './app.ts';
import { systemClock } from './clock.ts';
import { type Config, readConfig, readEnvironment } from './config.ts';
import { errorCode, errorText } from './error-code.ts';
import { superviseProcess, type Supervisor } from './lifecycle.ts';
import { createLog, type Logger } from './log.ts';
import { packagePath } from './package-path.ts';
import { StartFailure } from './start-failure.ts';
import { lockDataDir } from './storage/embedded/lock.ts';
import { type OpenDatabase, openDatabase } from './storage/postgres/db.ts';
import { isUnavailable } from './storage/postgres/failures.ts';
import { migrate } from './storage/postgres/migrate.ts';
import { isRedisUnavailable, openRedis } from './storage/redis/client.ts';

const configuration = readConfig(readEnvironment());
if (configuration.ok) await main(configuration.value);
else giveUp(`The configuration is wrong. ${configuration.problems.join(' ')}`);

async function main(config: Config): Promise<void> {
  const log = createLog(config);
  const supervisor = superviseProcess(config, log);
  try {
    await start(config, log, supervisor);
  } catch (error) {
    const message = startFailureOf(error);
    if (message === null) return supervisor.fail(error);
    await supervisor.closeAll();
    giveUp(message);
  }
}

/** What an operator is told; null for what nobody foresaw. */
function startFailureOf(error: unknown): string | null {
  if (error instanceof StartFailure) return error.message;
  const engine = isUnavailable(error) ? 'database' : isRedisUnavailable(error) ? 'Redis' : null;
  if (engine === null) return null;
  const cause = errorCode(error) ?? errorText(error, 'message');
  return `The ${engine} was lost during the start (${cause}). Nothing is half done: start again.`;
}

async function start(config: Config, log: Logger, supervisor: Supervisor): Promise<void> {
  await prepareDataDir(config);
  if (config.databaseUrl === undefined) {
    const lock = await lockDataDir(config.dataDir);
    process.on('exit', () => lock.release());
  }
  // Before the engines, whose first start takes seconds.
  const probe = await listen(createServer(), config);
  await once(probe.close(), 'close');

  // Redis first: it answers in no time, and the embedded database's first start is slow.
  const redis = await openRedis(config, log);
  supervisor.onClose(() => redis.close());
  const database = await openMigrated(config, log);
  supervisor.onClose(() => database.close());
  const app = await createApp({ config, log, clock: systemClock, database, redis });
  supervisor.onClose(() => app.close());
  await listen(app.server, config);
  supervisor.serving(() => app.drain());
  if (config.production) log.info(app.banner[0]);
  else process.stdout.write(`${app.banner.join('\n')}\n`);
}

/** Migrations may take longer than any query of the product, so a native engine gives them connections of their own. */
async function openMigrated(config: Config, log: Logger): Promise<OpenDatabase> {
  const database = await openDatabase(config, log, { statementTimeoutMs: 0 });
  try {
    await migrate(database.db, packagePath('migrations'), log);
  } catch (error) {
    await database.close();
    throw error;
  }
  if (database.engine === 'pglite') return database;
  await database.close();
  return openDatabase(config, log);
}

async function prepareDataDir({ dataDir }: Config): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true });
    await access(dataDir, constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartFailure(`The folder ${dataDir} can't be written to (${errorCode(error)}). See DATA_DIR.`);
  }
}

async function listen<S extends Server>(server: S, { host, port }: Config): Promise<S> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
    return server;
  } catch (error) {
    const code = errorCode(error);
    const cause =
      code === 'EADDRINUSE' ? 'is taken. Stop what uses it, or set PORT' : `can't be opened (${code})`;
    throw new StartFailure(`Port ${port} on ${host} ${cause}.`);
  }
}

/** One line for the operator, without a stack. */
function giveUp(message: string): never {
  process.stderr.write(`Haven can't start: ${message}\n`);
  process.exit(1);
}
