import { useApp, useStrings } from '../app-model.ts';
import { findIssueType } from '../inbox.ts';
import type { Held } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { BackButton, CloseButton } from './Bar.tsx';
import { Avatar, Seal } from './Icon.tsx';
import { ScreenTitle } from './ScreenTitle.tsx';

type Props = { held: Held; isWaiting: boolean; end: () => void };

/** Who is on the other side, marked as official where it is proved (SAFE6), or what one waits for; and the way to end the chat. */
export function ChatBar({ held: { conversation }, isWaiting, end }: Props) {
  const app = useApp();
  const strings = useStrings();
  const { language } = useStore(app.preferences);
  const { agent, status } = conversation;
  const proof = useStore(app.proof);
  // Forged, expired or of somebody else: then nobody is called official here.
  const isProved = agent !== null && proof.card?.agent.id === agent.id;
  const mayEnd = !isWaiting && (status === 'queued' || status === 'assigned');
  return (
    <header class="bar">
      <BackButton />
      {agent && <Avatar id={agent.id} name={agent.name} size={36} />}
      <div class="who">
        <ScreenTitle>
          {isWaiting ? (
            <Topic issueType={conversation.issueType} />
          ) : (
            <>
              <span class="clip">{agent?.name ?? conversation.team[language]}</span>
              {isProved && (
                <button
                  type="button"
                  class="official"
                  title={strings.verified}
                  onClick={() => app.navigation.push({ name: 'official' })}
                >
                  <Seal />
                  {strings.official}
                </button>
              )}
            </>
          )}
        </ScreenTitle>
        <small class="clip num">
          {agent ? conversation.team[language] : strings.queue.reference(conversation.reference)}
        </small>
      </div>
      {mayEnd && (
        <button type="button" class="link bar-act" onClick={end}>
          {strings.chat.end}
        </button>
      )}
      <CloseButton />
    </header>
  );
}

function Topic({ issueType }: { issueType: string }) {
  const app = useApp();
  const strings = useStrings();
  const inbox = useStore(app.inbox);
  const { language } = useStore(app.preferences);
  const found = inbox.state === 'ready' ? findIssueType(inbox.profile, issueType) : undefined;
  return <span class="clip">{found?.type.label[language] ?? strings.home.waiting}</span>;
}
