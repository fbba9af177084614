import { hostReasons } from '@haven/shared/hosts';
import type { Incident } from '@haven/shared/incident';
import { askRules } from '@haven/shared/phishing/lexicon';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import type { Strings } from '../../strings/en.ts';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Tag, type Tone } from '../../ui/Tag.tsx';

const tones: Record<Incident['kind'], Tone> = {
  secret_stopped: 'ok',
  secret_reached_us: 'danger',
  phishing_refused: 'danger',
  impostor_reported: 'warn',
  impostor_name_refused: 'warn',
  unofficial_contact: 'warn',
};

/** One incident: what it was, by whom, when, and the way to its conversation. */
export function IncidentRow({
  incident,
  onOpen,
}: {
  incident: Incident;
  onOpen: (conversationId: string) => void;
}) {
  const strings = useStrings();
  const { incidents: words } = strings.official;
  const language = useLanguage();
  const inbox = useDirectory().data?.inboxes.find(({ id }) => id === incident.inboxId);
  const { kind, at, conversation } = incident;
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-1 border-b border-line px-4 py-[10px] text-sm last:border-0">
      <time dateTime={at} className="num w-[150px] shrink-0 text-xs text-ink-3">
        {dayAndTimeOf(at, language)}
      </time>
      <span className="w-[180px] shrink-0">
        <Tag tone={tones[kind]}>{words.kinds[kind]}</Tag>
      </span>
      <span className="min-w-[200px] flex-1 break-words">
        <b className="font-medium">{whoOf(incident, strings)}</b>
        {inbox && <span className="text-ink-3"> · {inbox.name[language]}</span>}
        <small className="block text-xs text-ink-2">{detailText(incident, strings)}</small>
      </span>
      {conversation === null ? (
        <span className="text-xs text-ink-3">{words.noConversation}</span>
      ) : (
        <button
          type="button"
          className="num rounded-xs font-mono text-xs text-accent underline"
          aria-label={words.open(conversation.reference)}
          onClick={() => onOpen(conversation.id)}
        >
          {conversation.reference}
        </button>
      )}
    </li>
  );
}

function whoOf({ by }: Incident, { official, visitorName }: Strings): string {
  const { incidents: words } = official;
  if (by.kind === 'system') return words.system;
  if (by.name === null) return words.anonymous;
  return by.kind === 'visitor' ? visitorName(by.name) : by.name;
}

/** The closed words of an incident in the reader's language; what this version does not know is shown as it is. */
function detailText({ detail }: Incident, strings: Strings): string {
  return Object.values(detail)
    .flat()
    .map((value) => wordOf(String(value), strings))
    .join(' · ');
}

function wordOf(value: string, { official }: Strings): string {
  const rule = askRules.find((one) => one === value);
  if (rule !== undefined) return official.rules[rule];
  const reason = hostReasons.find((one) => `link_${one}` === value);
  if (reason !== undefined) return official.reasons[reason];
  return official.incidents.places[value] ?? value;
}
