import { newId } from '@haven/shared/browser/ids';
import { type Challenge, signatureSchema } from '@haven/shared/ownership';
import { ownershipMessage } from '@haven/shared/ownership-message';
import type { Failure } from '@haven/shared/result';
import { useState } from 'preact/hooks';
import { useApp } from '../app-model.ts';
import { useStore } from '../store.ts';
import { askSignature } from './ask-signature.ts';

/** What went wrong on the way to a proof, for a sentence each. `unasked`: only a contract could tell, and could not be asked. */
export type ProofProblem =
  | 'declined'
  | 'not_valid'
  | 'too_late'
  | 'too_often'
  | 'gone'
  | 'unavailable'
  | 'unasked';
/** `signed`: nobody could tell whether it is right; it can be looked at again without another signature. */
type Step =
  | { at: 'start'; problem: ProofProblem | null }
  | { at: 'wallet' | 'check' }
  | { at: 'signed'; proof: Proof; problem: ProofProblem };
type Proof = { nonce: string; signature: string; clientMessageId: string };

/** Proves an address with the app's wallet (SAFE7). `onStopped` gets what is left of a text that must not go (SAFE1). */
export function useProof(entryId: string, onStopped: (text: string) => void) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const [step, setStep] = useState<Step>({ at: 'start', problem: null });
  const fail = (problem: ProofProblem) => setStep({ at: 'start', problem });

  /** `address` in its EIP-55 spelling. */
  async function prove(address: string): Promise<void> {
    setStep({ at: 'wallet' });
    const cleared = await app.guard.clear(address, 'other');
    if (!cleared.ok) {
      setStep({ at: 'start', problem: null });
      onStopped(cleared.text);
      return;
    }
    const begun = await app.liveNow()?.beginOwnership({ entryId, address, language });
    if (!begun?.ok) return fail(problemOf(begun?.error));
    const { challenge } = begun.value;
    const signature = await askSignature(app, askedOf(challenge));
    if (signature === null) return fail('declined');
    if (!signatureSchema.safeParse(signature).success) return fail('not_valid');
    await check({ nonce: challenge.nonce, signature, clientMessageId: newId() });
  }

  async function check(proof: Proof): Promise<void> {
    setStep({ at: 'check' });
    const proved = await app.liveNow()?.proveOwnership(proof);
    if (proved?.ok) return setStep({ at: 'start', problem: null });
    const problem = problemOf(proved?.error);
    if (problem !== 'unavailable' && problem !== 'unasked') return fail(problem);
    setStep({ at: 'signed', proof, problem });
  }

  return { step, prove, check, startOver: () => setStep({ at: 'start', problem: null }) };
}

function askedOf(challenge: Challenge) {
  const { address, network } = challenge;
  return { address, network, message: ownershipMessage(challenge) };
}

function problemOf(failure: Failure | undefined): ProofProblem {
  if (failure?.code === 'rate_limited') return 'too_often';
  if (failure?.code === 'invalid') return 'not_valid';
  const reason = failure?.details?.['reason'];
  if (failure?.code === 'conflict' || failure?.code === 'not_found')
    return reason === 'expired' ? 'too_late' : 'gone';
  return reason === 'network' ? 'unasked' : 'unavailable';
}
