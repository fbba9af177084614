import { newId } from '@haven/shared/browser/ids';
import { challengeLifeMs } from '@haven/shared/limits';
import type { SignatureAsked } from '@haven/shared/widget-bridge';
import type { App } from '../app-model.ts';

/**
 * Has a message signed by the app around this page, which shows it to its user; null when they decline, the app fails, or
 * nobody answers while the message is good.
 */
export async function askSignature(app: App, asked: SignatureAsked): Promise<string | null> {
  const signer = app.signer.get();
  if (typeof signer === 'function') return textOf(() => signer(asked));
  if (signer === null) return null;
  return new Promise((resolve) => {
    const id = newId();
    const answer = (signature: string | null) => {
      stop();
      clearTimeout(timer);
      resolve(signature);
    };
    const stop = app.signed.watch((signed) => signed?.id === id && answer(signed.signature));
    const timer = setTimeout(() => answer(null), challengeLifeMs);
    app.host.get().post({ type: 'sign_wanted', id, asked });
  });
}

async function textOf(say: () => unknown): Promise<string | null> {
  try {
    const said = await say();
    return typeof said === 'string' ? said : null;
  } catch {
    return null;
  }
}
