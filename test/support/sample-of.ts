import * as z from 'zod/mini';

/** A part of a JSON Schema, as far as schemas of the wire use it. */
type Schema = {
  type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean' | 'null';
  properties?: Record<string, Schema>;
  items?: Schema;
  minItems?: number;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  enum?: unknown[];
  const?: unknown;
  pattern?: string;
  format?: string;
  minimum?: number;
  minLength?: number;
  maxLength?: number;
  additionalProperties?: unknown;
};

/** What fits a pattern of the wire, by the pattern's text; each is written by hand, so that a new one asks for its own. */
const fits: [RegExp, string][] = [
  [/^\^\[0-9a-f\]\{8\}/, '0190a000-0000-7000-8000-000000000001'],
  [/^\^https\?:\\\/\\\/\[a-z0-9/, 'https://wallet.example'],
  [/^\^https\?:\\\/\\\/\\S/, 'https://wallet.example/hook'],
  [/hash\\\}/, 'https://explorer.example/tx/{hash}'],
  [/^\^\[A-Za-z0-9\.\]/, 'ETH'],
  [/^\^https:/, 'https://wallet.example/status'],
  [/^\^\[-a-z0-9\]\{3,8\}:/, 'eip155:1'],
  [/^\^0x\[0-9a-fA-F\]\{40\}/, '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'],
  [/^\^0x\(/, `0x${'5a'.repeat(65)}`],
  [/^\^\[0-9a-f\]\{32\}/, '0123456789abcdef0123456789abcdef'],
  [/\[01\]/, '09:30'],
  [/T\\d\\d:/, '2026-12-25T10:00:00Z'],
  [/^\^\\d\{4\}-/, '2026-12-25'],
  [/^\^\[a-z0-9\]|^\^\[a-z\]/, 'sample'],
  [/^\^\[A-Za-z0-9\._-\]/, 'sample'],
  [/@/, 'a@b.example'],
];

/** A field in which people can write whatever they like, and a body in which this text stands there. */
export type Written = { field: string; body: unknown };

/** The bodies that hold `text` once, in each of the schema's free fields in turn; all else is as the schema wants it. */
export function writtenInto(schema: z.core.$ZodType, text: string): Written[] {
  const json = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  const fields: string[] = [];
  sample(json, '', (field) => {
    fields.push(field);
    return 'Some words';
  });
  return fields.map((field) => ({
    field,
    body: sample(json, '', (at) => (at === field ? text : 'Some words')),
  }));
}

function sample(schema: Schema, at: string, free: (field: string) => string): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first) return sample(first, at, free);
  if (schema.allOf) return sample(Object.assign({}, ...schema.allOf) as Schema, at, free);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [
          key,
          sample(part, at === '' ? key : `${at}.${key}`, free),
        ]),
      );
    case 'array':
      return Array.from(
        {
          length: Math.max(
            schema.minItems ?? 0,
            isText(schema.items) || schema.items?.type === 'object' ? 1 : 0,
          ),
        },
        (_, index) => sample(schema.items ?? {}, `${at}.${index}`, free),
      );
    case 'string':
      return stringFor(schema, at, free);
    case 'integer':
    case 'number':
      return Math.max(1, schema.minimum ?? 1);
    case 'boolean':
      return false;
    case 'null':
    case undefined:
      return null;
  }
}

function stringFor({ pattern, format }: Schema, at: string, free: (field: string) => string): string {
  if (pattern === undefined && format === undefined) return free(at);
  const found = fits.find(
    ([known]) => known.test(pattern ?? '') || (format === 'email' && known.source === '@'),
  );
  if (!found) throw new Error(`Say in sample-of.ts what fits ${pattern ?? format}, the pattern of ${at}.`);
  return found[1];
}

function isText(schema: Schema | undefined): boolean {
  return schema?.type === 'string' && schema.pattern === undefined && schema.enum === undefined;
}
