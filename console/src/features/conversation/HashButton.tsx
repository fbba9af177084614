import { shortened } from '@haven/shared/chain/explain';
import { Search } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import { useLookUp } from '../../live/look-up.ts';

/** A transaction's hash in the chat, which opens what is known of it. */
export function HashButton({ hash }: { hash: string }) {
  const { transactions: words } = useStrings();
  const lookUp = useLookUp();
  if (lookUp === null) return hash;
  return (
    <button
      type="button"
      aria-label={words.lookUpHash(shortened(hash))}
      onClick={() => lookUp(hash)}
      className="inline rounded-xs text-left font-mono text-xs break-all underline decoration-dotted underline-offset-2"
    >
      {hash}
      <Search size={12} aria-hidden className="ml-1 inline" />
    </button>
  );
}

const HASH = /\b(?:0x)?[0-9a-f]{64}\b/gi;

/** A text whose hashes can be pressed. */
export function withHashes(text: string) {
  const parts = [];
  let end = 0;
  for (const { 0: hash, index } of text.matchAll(HASH)) {
    parts.push(text.slice(end, index), <HashButton key={index} hash={hash} />);
    end = index + hash.length;
  }
  return end === 0 ? text : [...parts, text.slice(end)];
}
