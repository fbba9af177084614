import '../styles/request.css';
import { useApp } from '../app-model.ts';
import { useStore } from '../store.ts';
import type { RequestRow } from '../thread/rows.ts';
import { RequestForm } from './RequestForm.tsx';
import { requestWords } from './words.ts';

/** What an agent asks for, as a card: to be filled in, filled in, or taken back (SAFE7). */
export function RequestCard({ row, isOver }: { row: RequestRow; isOver: boolean }) {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const words = requestWords(language);
  const { items, remark, name, answered, isWithdrawn } = row;
  return (
    <section class="sc wide request" aria-label={words.title(name, items.length)}>
      <header class="sc-h">
        <svg class="i i-18" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M9 5H7a2 2 0 0 0-2 2v11a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V7a2 2 0 0 0-2-2h-2M9 3.5h6v3H9z" />
        </svg>
        <h2>{words.title(name, items.length)}</h2>
        {answered && <span class="tag ok">{words.answered}</span>}
      </header>
      <div class="sc-b">
        {remark !== '' && <p class="sc-exp">{remark}</p>}
        {answered ? (
          <dl class="request-answers">
            {answered.answers.map(({ field, value, families }) => (
              <div key={field}>
                <dt>{words.fields[field]}</dt>
                <dd class={families.length > 0 ? 'mono' : undefined}>
                  {field === 'screenshot'
                    ? words.files(answered.attachments.length)
                    : value === ''
                      ? words.unknown
                      : value}
                  {field === 'ownership' && value !== '' && (
                    <span class="tag ok">{words.ownership.proved}</span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        ) : isWithdrawn || isOver ? (
          <p class="sc-exp">{words.withdrawn}</p>
        ) : (
          <RequestForm row={row} words={words} />
        )}
      </div>
    </section>
  );
}
