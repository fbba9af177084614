import { mayHoldPart, type ScanContext, scanSecrets, type Verdict } from '@haven/shared/secrets';

export type Trial = {
  verdict: Verdict /** Messages that were let go before one was stopped. */;
  left: number;
};

/** Sends messages one after the other as a client does, each with those before it; says how it ended. */
export async function send(messages: readonly string[], context: ScanContext = {}): Promise<Trial> {
  let softest: Verdict = 'pass';
  for (const [index, text] of messages.entries()) {
    // As the server looks: at earlier messages only where this one may be a part.
    const recent = (await mayHoldPart(text)) ? messages.slice(0, index) : [];
    const { verdict } = await scanSecrets(text, { ...context, recent });
    if (isStopped(verdict)) return { verdict, left: index };
    if (verdict === 'warn') softest = 'warn';
  }
  return { verdict: softest, left: messages.length };
}

export function isStopped(verdict: Verdict): boolean {
  return verdict === 'block' || verdict === 'ask';
}
