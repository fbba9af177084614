import { pino, stdSerializers, type Logger as PinoLogger } from 'pino';
import type { Config } from './config.ts';

export type Logger = PinoLogger;

/** Never written: what opens an account, and what people write to each other. */
const secretFields = [
  'authorization',
  'cookie',
  'token',
  'password',
  'passwordHash',
  'secret',
  'text',
  'body',
  'databaseUrl',
  'redisUrl',
];

const redactedPaths = [
  ...secretFields.flatMap((field) => [field, `*.${field}`]),
  'req.headers.authorization',
  'req.headers.cookie',
  'req.headers["x-haven-session"]',
];

/**
 * What may be told of an error. Drivers hang the failing row (`detail`) and the command's arguments (`command`) on
 * theirs, and those hold what people wrote.
 */
const toldOfErrors = [
  'type',
  'message',
  'stack',
  'code',
  'constraint',
  'table',
  'syscall',
  'port',
  'cause',
] as const;

type Write = (line: string) => void;

const writeToStdout: Write = (line) => void process.stdout.write(line);

/** Opens the process' log: JSON lines in production, else lines for people. */
export function createLog(
  config: Pick<Config, 'logLevel' | 'production'>,
  write: Write = writeToStdout,
): Logger {
  const options = {
    level: config.logLevel,
    base: null,
    redact: { paths: redactedPaths, censor: '[redacted]' },
    serializers: { err: serializeError },
  };
  return pino(options, { write: config.production ? write : (line) => write(readable(line)) });
}

function serializeError(error: unknown): unknown {
  if (typeof error !== 'object' || error === null) return error;
  const all: Record<string, unknown> = { ...stdSerializers.err(error as Error) };
  return Object.fromEntries(toldOfErrors.filter((key) => key in all).map((key) => [key, all[key]]));
}

/** `09:30:05 warn  Redis is not reachable; retrying. code=ECONNREFUSED` */
function readable(line: string): string {
  const { level, time, msg, err, ...rest } = JSON.parse(line) as Record<string, unknown>;
  const clock = new Date(Number(time)).toTimeString().slice(0, 8);
  const name = (pino.levels.labels[Number(level)] ?? 'info').padEnd(5);
  const fields = Object.entries(rest).map(([key, value]) => ` ${key}=${inline(value)}`);
  return `${clock} ${name} ${inline(msg ?? '')}${fields.join('')}${describeError(err)}\n`;
}

function inline(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function describeError(error: unknown): string {
  if (typeof error !== 'object' || error === null) return '';
  const stack: unknown = Reflect.get(error, 'stack');
  const message: unknown = Reflect.get(error, 'message');
  return `\n  ${String(stack ?? message).replaceAll('\n', '\n  ')}`;
}
