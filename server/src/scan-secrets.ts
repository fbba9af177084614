/**
 * `npm run -s scan-secrets < archive.jsonl`: one answer a line, with the verdict and never with the secret, so that an
 * operator can check an old archive. A line is a JSON string, or an object with `text` and perhaps `id` and `context`.
 * Ends with 0 when every line was read, with 1 when one could not be.
 */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { scanSecrets } from '@haven/shared/secrets';
import * as z from 'zod/mini';

const contextSchema = z.object({
  knownAddresses: z.optional(z.array(z.string())),
  knownHashes: z.optional(z.array(z.string())),
  recent: z.optional(z.array(z.string())),
});
const lineSchema = z.object({
  id: z.optional(z.json()),
  text: z.string(),
  context: z.optional(contextSchema),
});

const expectations: Record<string, string> = {
  text: 'a string is needed',
  context: 'an object is needed, with lists of strings: "knownAddresses", "knownHashes", "recent"',
};

// Who reads the answers has seen enough, as `head` does.
process.stdout.on('error', ({ code }: NodeJS.ErrnoException) => process.exit(code === 'EPIPE' ? 0 : 1));

let line = 0;
for await (const written of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
  line += 1;
  if (written.trim() === '') continue;
  const answer = `${JSON.stringify({ line, ...(await answerTo(written)) })}\n`;
  // An archive is longer than memory: the next line is read when this answer is gone.
  if (!process.stdout.write(answer)) await once(process.stdout, 'drain');
}

async function answerTo(written: string) {
  const parsed = parse(written);
  if (typeof parsed === 'string') {
    process.exitCode = 1;
    return { error: parsed };
  }
  const { id, text, context } = parsed;
  const { verdict, findings, recentParts } = await scanSecrets(text, context);
  return { ...(id === undefined ? {} : { id }), verdict, findings, recentParts };
}

/** What a line holds, or what is wrong with it; never with what it says. */
function parse(written: string) {
  let value: unknown;
  try {
    value = JSON.parse(written);
  } catch {
    return 'This line is no JSON. Each line is a JSON string or an object with "text".';
  }
  const parsed = lineSchema.safeParse(typeof value === 'string' ? { text: value } : value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.join('.') ?? '';
  return place === ''
    ? 'This line is neither a JSON string nor an object with "text".'
    : `"${place}" is not as it should be: ${expectations[String(issue?.path[0])] ?? 'see docs/operating.md'}.`;
}
