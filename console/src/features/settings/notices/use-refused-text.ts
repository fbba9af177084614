import type { Failure } from '@haven/shared/result';
import { useStrings } from '../../../live/console-context.tsx';

/** Why a text or a link of a notice was refused (SAFE5), in words. */
export function useRefusedText() {
  const { notices } = useStrings();
  return (details: NonNullable<Failure['details']>): string | null => {
    if (details['field'] === 'endsAt') return notices.fields.endsBad;
    if (details['reason'] === 'link') return notices.refused.link(String(details['host']));
    return details['reason'] === 'phishing' ? notices.refused.words : null;
  };
}
