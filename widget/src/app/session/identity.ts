import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import { newId } from '@haven/shared/browser/ids';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { ok, type Result } from '@haven/shared/result';
import { ownerOfToken } from './owner-of-token.ts';
import type { TokenStore } from './token-store.ts';

type Deps = {
  inboxKey: string;
  tokens: TokenStore;
  /** What the host's backend signed of its user; null when it has nothing to say. */
  hostToken: () => Promise<string | null>;
  /** Wipes what the person before left on this device. */
  forget: () => Promise<void>;
};

/**
 * Who the visitor is, by the host's word. For the same person everything written stays; when it is somebody else, it is
 * wiped before they are let in.
 */
export function createIdentity({ inboxKey, tokens, hostToken, forget }: Deps) {
  /** The name under which their outbox is kept, whatever the token. */
  async function ownerNow(token: string | null): Promise<string> {
    const known = tokens.owner();
    if (known !== null) return known;
    return token === null ? newId() : ownerOfToken(token).catch(newId);
  }

  async function exchange(signed: string): Promise<Result<unknown>> {
    const before = tokens.get();
    const headers: Record<string, string> = before === null ? {} : { authorization: `Bearer ${before}` };
    const answer = await callEndpoint(visitorEndpoints.identify, {
      body: { inboxKey, token: signed },
      headers,
    });
    if (!answer.ok) return answer;
    const { token, visitor, visitorId } = answer.value;
    const isNobody = before === null && tokens.visitorId() === null;
    const isSame = isNobody || visitor === 'same' || tokens.visitorId() === visitorId;
    if (!isSame) await forget();
    tokens.exchange({ token, visitorId, owner: await ownerNow(isSame ? before : null) });
    return ok(null);
  }

  return {
    exchange,
    /** Asks the host. False when it says nothing, or nothing that holds. */
    async ask(): Promise<boolean> {
      const signed = await hostToken();
      return signed !== null && (await exchange(signed)).ok;
    },
  };
}
