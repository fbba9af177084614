import type { AskRule } from '@haven/shared/phishing/lexicon';
import { ShieldAlert } from 'lucide-react';
import { useDeferredValue, useEffect, useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';

/** Loaded with the first letter: eight languages are nothing for the first view. */
const loadRules = () => import('@haven/shared/phishing/find-ask');

/** Says while somebody types what the server would refuse (SAFE5), and what it is about. */
export function AskWarning({ text }: { text: string }) {
  const { official } = useStrings();
  const written = useDeferredValue(text);
  const [rule, setRule] = useState<AskRule | null>(null);
  useEffect(() => {
    let isCurrent = true;
    if (written.trim() === '') setRule(null);
    else
      void loadRules().then(
        ({ findAsk }) => isCurrent && setRule(findAsk(written)),
        () => undefined,
      );
    return () => {
      isCurrent = false;
    };
  }, [written]);
  return (
    <output>
      {rule !== null && (
        <p className="flex items-center gap-2 px-[14px] pb-1 text-xs text-warn">
          <ShieldAlert size={14} aria-hidden className="shrink-0" />
          {official.warnAsk(official.rules[rule])}
        </p>
      )}
    </output>
  );
}
