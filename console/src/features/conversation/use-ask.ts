import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import type { Actions } from '../../live/create-actions.ts';
import { useLive } from '../../live/live-context.tsx';
import { failureText } from '../../ui/failure-text.ts';

/** Asks for a change of a conversation and tells how it went. True when it was done. */
export function useAsk() {
  const live = useLive();
  const strings = useStrings();
  const [isBusy, setBusy] = useState(false);
  const ask: (...args: [...Parameters<Actions['ask']>, done?: string]) => Promise<boolean> = async (
    name,
    body,
    done,
  ) => {
    setBusy(true);
    const answer = await live.ask(name, body);
    setBusy(false);
    if (!answer.ok) toast.error(failureText(answer.error, strings));
    else if (done !== undefined) toast.success(done);
    return answer.ok;
  };
  return { ask, isBusy };
}
