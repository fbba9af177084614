import type { Declaration } from './declaration.ts';
import { type Finding, scanSecrets, type SecretKind } from './secrets/scan.ts';

/** Why a text must not go on: a secret is in it, or something of which its author has to say what it is (SAFE2, SAFE3). */
export type Stop = {
  verdict: 'block' | 'ask';
  kind: SecretKind;
  text: string;
  findings: readonly Finding[];
  /** Indexes of the sender's earlier messages that hold parts of the same secret. */
  recentParts: readonly number[];
};

/** A text of a command or request, and the path of the field that it stands in, such as `title.en`. */
export type FieldText = { field: string; text: string };

const id = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/**
 * Every text in a parsed body, whatever it is called: what is added later is guarded without anybody remembering it.
 * Ids are made by machines and hold nothing.
 */
export function textsIn(body: unknown): FieldText[] {
  const texts: FieldText[] = [];
  const rest: { field: string; value: unknown }[] = [{ field: '', value: body }];
  for (let next = rest.pop(); next !== undefined; next = rest.pop()) {
    const { field, value } = next;
    if (typeof value === 'string') {
      if (!id.test(value)) texts.push({ field, text: value });
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, part] of Object.entries(value))
        rest.push({ field: field === '' ? key : `${field}.${key}`, value: part });
    }
  }
  return texts;
}

type Context = {
  declared?: readonly Declaration[];
  recent?: readonly string[];
  /** Of the author's wallet: the key of an address is known for what it is, and so is a transaction's hash (SAFE3). */
  known?: { addresses: readonly string[]; hashes: readonly string[] };
  /** It may go on, and its author should know that it looks a little like a secret. */
  onWarning?: () => void;
};

/** Judges one text; null when it may go on. `recent`: the sender's messages before it, oldest first. */
export async function inspectText(
  text: string,
  { declared = [], recent, known, onWarning }: Context = {},
): Promise<Stop | null> {
  const { verdict, findings, recentParts } = await scanSecrets(text, {
    ...(recent !== undefined && { recent }),
    ...(known && { knownAddresses: known.addresses, knownHashes: known.hashes }),
  });
  if (verdict === 'warn') onWarning?.();
  if (verdict !== 'block' && verdict !== 'ask') return null;
  if (verdict === 'ask' && findings.every(({ kind }) => declared.includes(declarationFor(kind)))) return null;
  return { verdict, kind: findings[0]?.kind ?? 'recovery_phrase', text, findings, recentParts };
}

/** What the host has said of a text that may go on: the hash in it is one of its user's transactions. */
export function declaredBy(text: string, hashes: readonly string[]): Declaration[] {
  const written = text.toLowerCase();
  const isKnown = (hash: string) => written.includes(hash.replace(/^0x/i, '').toLowerCase());
  return hashes.some(isKnown) ? ['transaction_hash'] : [];
}

/** What somebody says who means something harmless. */
export function declarationFor(kind: SecretKind): Declaration {
  return kind === 'unknown_hex' ? 'transaction_hash' : 'ordinary_text';
}
