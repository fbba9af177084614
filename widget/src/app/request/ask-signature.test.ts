import { challengeLifeMs } from '@haven/shared/limits';
import type { App } from '../app-model.ts';
import type { Host, Signed, Signer } from '../host.ts';
import { createStore } from '../store.ts';
import { askSignature } from './ask-signature.ts';

const asked = { address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', network: 'eip155:1', message: 'text' };

/** As much of the app as asks for a signature, and what was posted to the page around it. */
function appWith(signer: Signer) {
  const posted: Parameters<Host['post']>[0][] = [];
  const host: Host = { isThere: true, post: (message) => void posted.push(message) };
  const signed = createStore<Signed | null>(null);
  const app = { signer: createStore(signer), signed, host: createStore(host) } as unknown as App;
  const answer = (id: string, signature: string | null) =>
    signed.set({ v: 1, type: 'signed', id, signature });
  const lastId = () => {
    const last = posted.at(-1);
    return last?.type === 'sign_wanted' ? last.id : '';
  };
  return { app, posted, answer, lastId };
}

describe('[SAFE7] a signature', () => {
  it('is the answer to this question, and not to one before', async () => {
    const { app, posted, answer, lastId } = appWith('page');
    const first = askSignature(app, asked);
    const firstId = lastId();
    expect(posted).toEqual([{ type: 'sign_wanted', id: firstId, asked }]);
    const second = askSignature(app, asked);
    answer(firstId, '0xaa');
    answer('0190a000-0000-7000-8000-000000000001', '0xbb');
    answer(lastId(), '0xcc');
    expect([await first, await second]).toEqual(['0xaa', '0xcc']);
  });

  it('is none when the user declines, nobody signs, or the app’s function fails or says something else', async () => {
    const { app, answer, lastId } = appWith('page');
    const declined = askSignature(app, asked);
    answer(lastId(), null);
    expect(await declined).toBeNull();
    const failing = () => Promise.reject(new Error('no wallet'));
    for (const signer of [null, failing, () => 7, () => undefined])
      expect(await askSignature(appWith(signer).app, asked)).toBeNull();
    expect(await askSignature(appWith(async () => '0xdd').app, asked)).toBe('0xdd');
  });

  it('is waited for as long as it would count', async () => {
    jest.useFakeTimers();
    const { app } = appWith('page');
    let answered: string | null | undefined;
    void askSignature(app, asked).then((signature) => (answered = signature));
    await jest.advanceTimersByTimeAsync(challengeLifeMs - 1);
    expect(answered).toBeUndefined();
    await jest.advanceTimersByTimeAsync(1);
    expect(answered).toBeNull();
    jest.useRealTimers();
  });
});
