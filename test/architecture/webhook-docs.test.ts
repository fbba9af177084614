import { readFileSync } from 'node:fs';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { compileFunction } from 'node:vm';
import { deliveryErrors, webhookEventSchema, webhookTopics } from '@haven/shared/webhook';
import { newSecret, signatureOf } from '@haven/server/features/webhooks/signature';

const text = readFileSync(fileURLToPath(new URL('../../docs/webhooks.md', import.meta.url)), 'utf8');
const blocksOf = (language: string) =>
  [...text.matchAll(new RegExp('```' + language + '\\n([^`]*(?:`[^`]+`[^`]*)*)```', 'g'))].map(
    ([, block = '']) => block,
  );

describe('what the page about webhooks says', () => {
  it('shows events as they are sent', () => {
    const examples = blocksOf('json').map((block) => JSON.parse(block) as unknown);
    expect(examples).toHaveLength(3);
    // What is shown must be all of it: a schema that is not strict would overlook a field that does not exist.
    for (const example of examples) expect(webhookEventSchema.parse(example)).toEqual(example);
  });

  it('names every topic and every reason', () => {
    const missing = [...webhookTopics, ...deliveryErrors].filter(
      (name) => name !== 'status' && !text.includes(`\`${name}\``),
    );
    expect(missing).toEqual([]);
  });

  it('checks a signature in a way that accepts Haven’s, and nothing else', () => {
    const [snippet = ''] = blocksOf('js');
    const body = '{"topic":"ping"}';
    const [secret, next] = [newSecret(), newSecret()];
    const at = Date.UTC(2026, 10, 25, 12);
    const isFromHaven = compile(snippet);
    const header = signatureOf(body, at, [next, secret]);
    expect(isFromHaven(body, header, secret, at)).toBe(true);
    expect(isFromHaven(body, header, next, at + 299_000)).toBe(true);
    expect(isFromHaven(body, header, newSecret(), at)).toBe(false);
    expect(isFromHaven(`${body} `, header, secret, at)).toBe(false);
    expect(isFromHaven(body, header, secret, at + 301_000)).toBe(false);
    expect(isFromHaven(body, 'nonsense', secret, at)).toBe(false);
  });
});

type Check = (body: string, header: string, secret: string, nowMs: number) => boolean;

/** Runs the snippet as it stands on the page, with its import as a parameter. */
function compile(snippet: string): Check {
  const body = snippet.replace(/^import .*$/m, '').replace('export function', 'return function');
  const make = compileFunction(body, ['createHmac', 'timingSafeEqual', 'Buffer']) as (
    ...args: unknown[]
  ) => Check;
  return make(createHmac, timingSafeEqual, Buffer);
}
