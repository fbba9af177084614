import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import type { Actions } from '../../live/create-actions.ts';
import { useLive } from '../../live/live-context.tsx';
import { failureText } from '../../ui/failure-text.ts';

/** Asks for a change and tells only when it failed: a success shows by itself. */
export function useChange(): (...args: Parameters<Actions['ask']>) => Promise<void> {
  const live = useLive();
  const strings = useStrings();
  return async (name, body) => {
    const answer = await live.ask(name, body);
    if (!answer.ok) toast.error(failureText(answer.error, strings));
  };
}
