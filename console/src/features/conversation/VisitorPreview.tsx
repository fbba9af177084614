import { type Language, languages } from '@haven/shared/language';
import type { Team } from '@haven/shared/people';
import { Bell, Check, EyeOff, Layers } from 'lucide-react';
import { useState } from 'react';
import { stringsOf, useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Segments } from '../../ui/Choices.tsx';
import { timeOf } from '../../ui/dates.ts';
import { Tag } from '../../ui/Tag.tsx';
import { useNow } from '../../ui/use-now.ts';

const steps = ['handed_over', 'checking', 'answered'] as const;

/** What the visitor will see of an escalation, in either language. */
export function VisitorPreview({ team, first }: { team: Team | undefined; first: Language }) {
  const { escalate: words, languageTags } = useStrings();
  const [language, setLanguage] = useState(first);
  const { visitor } = stringsOf(language).escalate;
  const now = useNow();
  const name = team?.name[language] ?? '';
  return (
    <aside
      className="flex flex-col border-line bg-canvas px-5 pt-[22px] pb-5 max-md:border-t md:border-l"
      aria-label={words.preview}
    >
      <header className="mb-[14px] flex h-7 items-center justify-between gap-2 pr-8 text-xs font-medium">
        {words.preview}
        <Segments
          isBare
          label={words.previewLanguage}
          value={language}
          options={languages.map((value) => ({ value, label: languageTags[value] }))}
          onChange={setLanguage}
        />
      </header>
      <div lang={language}>
        <p className="mb-2 text-center text-xs text-ink-2">{visitor.said(name)}</p>
        <div className="overflow-hidden rounded-xl border border-line bg-surface shadow-sm">
          <h3 className="flex items-center gap-2 px-[14px] pt-[13px] text-md font-semibold">
            <Layers size={18} className="shrink-0 text-ink-2" aria-hidden />
            {visitor.title}
            <Tag tone="accent" className="ml-auto">
              <span className="truncate leading-4">{name}</span>
            </Tag>
          </h3>
          <ol className="mx-[14px] mt-3">
            {steps.map((step, index) => (
              <li key={step} className="relative flex gap-[10px] pb-[13px]">
                {index < steps.length - 1 && (
                  <i
                    className={classNames(
                      'absolute top-5 bottom-0 left-[9px] w-[1.5px]',
                      index === 0 ? 'bg-accent' : 'bg-line-strong',
                    )}
                  />
                )}
                <Bullet state={index === 0 ? 'done' : index === 1 ? 'now' : 'todo'} />
                <span className={classNames('flex-1', index < 2 ? 'font-medium' : 'text-ink-2')}>
                  {visitor.steps[step]}
                </span>
                {index === 0 && (
                  <small className="num text-xs text-ink-3">
                    {timeOf(new Date(now).toISOString(), language)}
                  </small>
                )}
              </li>
            ))}
          </ol>
          <p className="px-[14px] pb-[13px] text-ink-2">{visitor.carried}</p>
          <footer className="flex items-center gap-[6px] border-t border-line px-[14px] py-[9px] text-xs text-ink-3">
            <Bell size={14} aria-hidden />
            {visitor.leave}
          </footer>
        </div>
      </div>
      <p className="mt-auto flex gap-[7px] pt-5 text-xs text-ink-3">
        <EyeOff size={16} className="shrink-0" aria-hidden />
        {words.staffOnly}
      </p>
    </aside>
  );
}

function Bullet({ state }: { state: 'done' | 'now' | 'todo' }) {
  return (
    <span
      aria-hidden
      className={classNames(
        'grid size-5 shrink-0 place-items-center rounded-full border-[1.5px]',
        state === 'done' && 'border-accent-solid bg-accent-solid text-white',
        state === 'now' && 'border-accent',
        state === 'todo' && 'border-line-control',
      )}
    >
      {state === 'done' && <Check size={12} strokeWidth={3} />}
      {state === 'now' && <i className="size-2 rounded-full bg-accent" />}
    </span>
  );
}
