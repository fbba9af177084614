import type { BodyOf, Entry } from '@haven/shared/entry';
import { ShieldX } from 'lucide-react';
import { stringsOf, useConsole, useLanguage, useStrings } from '../../live/console-context.tsx';
import { useConversation, useLiveState } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { timeOf } from '../../ui/dates.ts';

/**
 * That a secret of the visitor was stopped or came in, and under the last of them what to tell the visitor; nothing of it
 * is known here (SAFE4).
 */
export function SecretLine({ entry, body }: { entry: Entry; body: BodyOf<'secret_stopped'> }) {
  const { safety } = useStrings();
  const language = useLanguage();
  const { unsent } = useConsole();
  const conversation = useConversation(entry.conversationId);
  const isLast = useLiveState(({ timelines }) => {
    const { entries = [] } = timelines[entry.conversationId] ?? {};
    return entries.findLast((one) => one.body.kind === 'secret_stopped')?.id === entry.id;
  });
  const what = body.hasReachedUs ? 'reached' : body.wasAskedFor ? 'wasAskedFor' : 'stopped';
  const spoken = conversation?.language ?? language;
  const suggestion = stringsOf(spoken).safety.suggestions[what];

  function insert() {
    unsent.change(entry.conversationId, ({ reply }) => ({
      mode: 'reply',
      reply: reply === '' ? suggestion : `${reply}\n${suggestion}`,
    }));
  }

  return (
    <div className="mx-auto flex max-w-[520px] gap-3 rounded-lg border border-dashed border-line-control px-[14px] py-3 text-sm">
      <ShieldX size={18} className="mt-px shrink-0 text-danger" aria-hidden />
      <div className="min-w-0">
        <p>
          {safety.line[what](safety.kinds[body.secret])}{' '}
          <span className="num text-xs text-ink-3">{timeOf(entry.at, language)}</span>
        </p>
        {isLast && conversation !== undefined && conversation.status !== 'closed' && (
          <>
            <p className="mt-2 text-xs text-ink-3">{safety.line.suggestion}</p>
            <p lang={spoken} className="text-ink-2">
              {suggestion}
            </p>
            <Button size="sm" className="mt-2" onClick={insert}>
              {safety.line.insert}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
