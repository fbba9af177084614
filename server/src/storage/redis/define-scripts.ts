import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { errorText } from '../../error-code.ts';
import type { RedisClient } from './client.ts';
import { packagePath } from '../../package-path.ts';

/** Redis knows only text; numbers go as decimal text. */
export type ScriptArgument = string | number;

export interface ScriptDefinition {
  name: string;
  /** Below `src/`, e.g. `features/routing/lua/propose-7.lua`: read from there in every build, so there is one copy. */
  file: string;
  /** How many keys it takes, as its file name says; 'n' for any number. */
  keys: number | 'n';
}

export interface Script {
  text: string;
  sha: string;
}

/** Calls one script. Every key that it touches is in `keys`; `args` are the rest. */
export type RunScript<Args extends readonly ScriptArgument[], Reply> = (
  keys: readonly string[],
  args: Args,
) => Promise<Reply>;

/** Reads a script from below `src/`. A line `-- include part-n.lua` stands for that file, which lies beside it. */
export function loadScript(path: string): Script {
  const text = readText(path).replaceAll(/^-- include (\S+)$/gm, (_, part: string) =>
    readText(join(dirname(path), part)),
  );
  return { text, sha: createHash('sha1').update(text).digest('hex') };
}

function readText(path: string): string {
  return readFileSync(packagePath(`src/${path}`), 'utf8');
}

/**
 * Makes a typed function of a Lua script. `Reply` states what the script returns, as its header promises; a
 * negative number is a code of the enum beside the wrapper.
 * Runs by hash; a server that has forgotten the script (a restart, a failover, SCRIPT FLUSH) gets its text again.
 */
export function defineScript<Args extends readonly ScriptArgument[], Reply>(
  redis: RedisClient,
  { name, file, keys: keyCount }: ScriptDefinition,
): RunScript<Args, Reply> {
  if (basename(file) !== `${name}-${keyCount}.lua`) {
    throw new Error(`The script ${file} must be named ${name}-${keyCount}.lua, after its number of keys.`);
  }
  const script = loadScript(file);

  return async function runScript(keys, args) {
    if (keyCount !== 'n' && keys.length !== keyCount) {
      throw new Error(`The script ${name} takes ${keyCount} keys, not ${keys.length}.`);
    }
    return (await evaluate(redis, script, keys, args)) as Reply;
  };
}

async function evaluate(
  redis: RedisClient,
  script: Script,
  keys: readonly string[],
  args: readonly ScriptArgument[],
): Promise<unknown> {
  try {
    return await redis.evalsha(script.sha, keys.length, ...keys, ...args);
  } catch (error) {
    // It was refused before it ran, so this is no repetition.
    if (!errorText(error, 'message')?.startsWith('NOSCRIPT')) throw error;
    return redis.eval(script.text, keys.length, ...keys, ...args);
  }
}
