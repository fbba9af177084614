import { errorCode, errorText } from '../../error-code.ts';

/** SQLSTATE classes and codes after which the same request, repeated later, may succeed. */
const passing = [
  '08', // connection exceptions
  '53', // out of connections, memory or disk
  '57P', // shut down, crashed, starting up, idle session ended
  '57014', // cancelled by statement_timeout
  '25P03', // idle_in_transaction_session_timeout
  '25006', // read only: a standby after a failover
  '40001', // serialization failure
  '40P01', // deadlock
  '55P03', // lock_timeout
];

/** What Node's sockets and resolver report. */
const networkCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOENT', // the unix socket of a stopped server
]);

/** What the driver itself reports; it gives these no code. */
const driverMessages =
  /^(Connection terminated|Query read timeout|timeout expired|timeout exceeded when trying to connect|Client was closed|Client has encountered a connection error|Cannot use a pool after calling end|driver has already been destroyed)/;

/**
 * Whether the connection is gone, so that nothing more can be said on it. What it was asked last may have
 * happened or not.
 */
export function isConnectionLost(error: unknown): boolean {
  const code = errorCode(error);
  if (code?.startsWith('08') || code?.startsWith('57P') || code === '25P03') return true;
  if (code !== undefined && networkCodes.has(code)) return true;
  return driverMessages.test(errorText(error, 'message') ?? '');
}

/**
 * Whether the database could not answer now: connection lost, time-out, shutting down, out of resources.
 * The outcome of what was asked is unknown, so it is answered as `unavailable` and the client repeats it with the
 * same id (MSG4).
 */
export function isUnavailable(error: unknown): boolean {
  const code = errorCode(error);
  return isConnectionLost(error) || (code !== undefined && passing.some((prefix) => code.startsWith(prefix)));
}

/** Whether a lock was held by somebody else for longer than this statement would wait. */
export function isLockTimeout(error: unknown): boolean {
  return errorCode(error) === '55P03';
}

/** Whether a unique constraint (of this name, when given) refused the row. */
export function isUniqueViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, '23505', constraint);
}

/** Whether a foreign key (of this name, when given) refused the row: what it points at does not exist. */
export function isForeignKeyViolation(error: unknown, constraint?: string): boolean {
  return isViolation(error, '23503', constraint);
}

function isViolation(error: unknown, code: string, constraint: string | undefined): boolean {
  if (errorCode(error) !== code) return false;
  return constraint === undefined || errorText(error, 'constraint') === constraint;
}
