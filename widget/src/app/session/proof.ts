import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import { officialEndpoints } from '@haven/shared/http/official-endpoints';
import { readCard, type SignedCard } from '@haven/shared/official-proof';
import type { Store } from '../store.ts';
import type { LiveState } from './live-state.ts';
import { noProof, type Proof } from './proof-state.ts';
import type { VisitorConnection } from './visitor-connection.ts';

/** The next proof is asked for so long before the first part of this one ends, and after a failure. */
const aheadMs = 2_000;
const againMs = 10_000;

type Deps = {
  connection: Pick<VisitorConnection, 'command'>;
  state: Store<LiveState>;
  proof: Store<Proof>;
};

/** Keeps the proof of the held conversation up to date while the connection is live (SAFE6). */
export function keepProof({ connection, state, proof }: Deps): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let asked = '';

  async function ask(conversationId: string, key: string): Promise<void> {
    clearTimeout(timer);
    const answer = await connection.command('conversation:prove', { conversationId });
    if (asked !== key) return;
    if (!answer.ok) {
      timer = setTimeout(() => void ask(conversationId, key), againMs);
      return;
    }
    const { card, code } = answer.value;
    const judged = await judge(card, conversationId);
    if (asked !== key) return;
    proof.set({ ...judged, conversationId, code });
    const ends = [judged.card?.expiresAt, code?.expiresAt].flatMap((at) => (at ? [Date.parse(at)] : []));
    if (ends.length === 0) return;
    const waitMs = Math.max(againMs, Math.min(...ends) - Date.now() - aheadMs);
    // The digits change at a moment of the server's: asked a little later, they are the next ones.
    timer = setTimeout(() => void ask(conversationId, key), waitMs + 2 * aheadMs);
  }

  return state.watch(({ held, connection: link }) => {
    const isOpen = held !== null && held.conversation.status !== 'closed';
    const key =
      isOpen && link === 'live' ? `${held.conversation.id} ${held.conversation.agent?.id ?? ''}` : '';
    if (key === asked) return;
    asked = key;
    clearTimeout(timer);
    // What was proved stays while the connection is away; another agent has to be proved first.
    if (held === null || !isOpen || held.conversation.agent?.id !== proof.get().card?.agent.id)
      proof.set(noProof);
    if (key !== '' && held !== null) void ask(held.conversation.id, key);
  });
}

async function judge(
  card: SignedCard | null,
  conversationId: string,
): Promise<Pick<Proof, 'state' | 'card'>> {
  if (card === null) return { state: 'none', card: null };
  const said = readCard(card, conversationId, Date.now());
  if (said === null) return { state: 'forged', card: null };
  const isGood = await isSigned(card);
  if (isGood === null) return { state: 'unchecked', card: said };
  return isGood ? { state: 'verified', card: said } : { state: 'forged', card: null };
}

/** Whether one of the deployment's keys signed a card; null where this browser can not tell. */
async function isSigned({ payload, signature, keyId }: SignedCard): Promise<boolean | null> {
  const answer = await callEndpoint(officialEndpoints.cardKeys, {});
  if (!answer.ok) return null;
  const key = answer.value.keys.find((each) => each.keyId === keyId);
  if (key === undefined) return false;
  try {
    const { subtle } = globalThis.crypto;
    const imported = await subtle.importKey('raw', bytesOf(key.publicKey), { name: 'Ed25519' }, false, [
      'verify',
    ]);
    const said = new TextEncoder().encode(payload);
    return await subtle.verify({ name: 'Ed25519' }, imported, bytesOf(signature), said);
  } catch {
    // An older browser, or a page without TLS: it has no Ed25519, or no WebCrypto at all.
    return null;
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replace(/-/g, '+').replace(/_/g, '/'));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}
