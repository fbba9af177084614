import { shown } from '@haven/shared/timeline';
import { useApp, useStrings } from '../app-model.ts';
import { findIssueType } from '../inbox.ts';
import { type Held, type LiveState, unreadCount } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { timeOf } from '../time.ts';
import { Avatar, Icon } from './Icon.tsx';

/** The open conversation on the home screen; while there is one, it is the one way on (RT13). */
export function ContinueCard({ held, live }: { held: Held; live: LiveState }) {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  const inbox = useStore(app.inbox);
  const { conversation } = held;
  const { agent } = conversation;
  const unread = unreadCount(live);
  const last = lastMessage(held);
  const found = inbox.state === 'ready' ? findIssueType(inbox.profile, conversation.issueType) : undefined;
  const title = agent?.name ?? found?.type.label[language] ?? strings.home.waiting;
  return (
    <button type="button" class="card resume" onClick={() => app.navigation.push({ name: 'chat' })}>
      {agent ? (
        <Avatar id={agent.id} name={agent.name} size={40} />
      ) : (
        <span class="av av-40 t0">
          <Icon name="clock" />
        </span>
      )}
      <span class="txt">
        <small>{strings.home.continueChat}</small>
        <b>{title}</b>
        <span class="clip">{agent ? last?.text : strings.home.waiting}</span>
      </span>
      <span class="end">
        <small class="num">{last?.at && timeOf(last.at, language)}</small>
        {unread > 0 && (
          <span class="count">
            <span aria-hidden="true">{unread}</span>
            <span class="sr-only">{strings.home.unread(unread)}</span>
          </span>
        )}
      </span>
    </button>
  );
}

function lastMessage(held: Held): { text: string; at: string | null } | undefined {
  const lines = shown(held.timeline);
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index];
    if (line?.kind === 'draft') return { text: line.draft.text, at: null };
    if (line?.kind === 'entry' && line.entry.body.kind === 'message') {
      return { text: line.entry.body.text, at: line.entry.at };
    }
  }
  return undefined;
}
