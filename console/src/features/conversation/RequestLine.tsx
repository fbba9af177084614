import type { BodyOf, Entry } from '@haven/shared/entry';
import { Check, ClipboardList, Copy } from 'lucide-react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useIsLive, useLive, useLiveState } from '../../live/live-context.tsx';
import { Button } from '../../ui/Button.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { timeOf } from '../../ui/dates.ts';
import { failureText } from '../../ui/failure-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Tag } from '../../ui/Tag.tsx';
import { withHashes } from './HashButton.tsx';
import { ImageAttachment } from './ImageAttachment.tsx';

/** What was asked for, and whether it still waits (SAFE7). */
export function RequestLine({ entry, body }: { entry: Entry; body: BodyOf<'request'> }) {
  const strings = useStrings();
  const { requests: words } = strings;
  const language = useLanguage();
  const live = useLive();
  const isLive = useIsLive();
  const end = useLiveState(({ timelines }) => {
    const entries = timelines[entry.conversationId]?.entries ?? [];
    const ended = entries.find((one) => 'target' in one.body && one.body.target === entry.id)?.body.kind;
    return ended === 'request_answered' || ended === 'request_withdrawn' ? ended : null;
  });
  const names = body.items.map(({ field }) => words.fields[field]).join(language === 'en' ? ', ' : '、');

  async function withdraw() {
    const answer = await live.withdrawRequest(entry.conversationId, entry.id);
    if (!answer.ok) toast.error(failureText(answer.error, strings));
  }

  return (
    <div className="ml-auto flex max-w-[460px] items-start gap-3 rounded-lg border border-line bg-raised px-[14px] py-3 text-sm">
      <ClipboardList size={18} className="mt-px shrink-0 text-ink-2" aria-hidden />
      <div className="min-w-0 flex-1">
        <p>
          {words.asked(names)} <span className="num text-xs text-ink-3">{timeOf(entry.at, language)}</span>
        </p>
        {body.remark !== '' && <p className="mt-1 break-words text-ink-2">{body.remark}</p>}
        <p className="mt-2 flex items-center gap-2">
          <Tag tone={end === 'request_answered' ? 'ok' : 'line'}>
            {end === 'request_answered'
              ? words.answered
              : end === 'request_withdrawn'
                ? words.withdrawn
                : words.open}
          </Tag>
          {end === null && (
            <Button size="sm" disabled={!isLive} onClick={() => void withdraw()}>
              {words.withdraw}
            </Button>
          )}
        </p>
      </div>
    </div>
  );
}

/** The visitor's answers, each with what its form proves. */
export function AnswersLine({ entry, body }: { entry: Entry; body: BodyOf<'request_answered'> }) {
  const { requests: words, common } = useStrings();
  const language = useLanguage();

  async function copy(value: string) {
    if (await copyText(value)) toast.success(common.copied);
  }

  return (
    <div className="flex max-w-[520px] flex-col gap-2 rounded-lg border border-line bg-surface px-[14px] py-3 text-sm">
      {body.answers.map(({ field, value, families, isChecked }) => (
        <p key={field} className="flex min-w-0 items-start gap-2">
          <Check
            size={16}
            className={value === '' && field !== 'screenshot' ? 'invisible' : 'mt-[2px] shrink-0 text-ok'}
            aria-hidden
          />
          <span className="min-w-0 flex-1">
            <b className="font-medium">
              {value === '' && field !== 'screenshot'
                ? words.fields[field]
                : words.received(words.fields[field])}
            </b>{' '}
            <bdi
              className={
                families.length > 0 ? 'font-mono text-xs break-all' : 'break-words whitespace-pre-wrap'
              }
            >
              {field === 'screenshot'
                ? words.pictures(body.attachments.length)
                : value === ''
                  ? words.unknown
                  : field === 'hash'
                    ? withHashes(value)
                    : value}
            </bdi>{' '}
            {isChecked && <Tag tone="ok">{words.facts.checked}</Tag>}
          </span>
          {families.length > 0 && (
            <IconButton size="sm" label={words.copy(words.fields[field])} onClick={() => void copy(value)}>
              <Copy size={14} aria-hidden />
            </IconButton>
          )}
        </p>
      ))}
      {body.attachments.length > 0 && (
        <div className="flex flex-wrap gap-2">
          {body.attachments.map((attachment) => (
            <ImageAttachment key={attachment.id} attachment={attachment} previewUrl={null} startsBlurred />
          ))}
        </div>
      )}
      <span className="num text-xs text-ink-3">{timeOf(entry.at, language)}</span>
    </div>
  );
}
