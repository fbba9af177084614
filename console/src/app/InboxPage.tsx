import type { RequestField } from '@haven/shared/request';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { MessagesSquare } from 'lucide-react';
import { useState } from 'react';
import { CasePanel } from '../features/cases/CasePanel.tsx';
import { ConversationPane } from '../features/conversation/ConversationPane.tsx';
import { CustomerPanel } from '../features/customer/CustomerPanel.tsx';
import { RequestDialog } from '../features/conversation/RequestDialog.tsx';
import { InboxList } from '../features/inbox/InboxList.tsx';
import { mayNote, mayReply } from '../features/conversation/may.ts';
import { PlaybookSection } from '../features/playbooks/PlaybookSection.tsx';
import { useRows } from '../features/inbox/use-rows.ts';
import { NetworksPanel } from '../features/networks/NetworksPanel.tsx';
import { WhySection } from '../features/routing/WhySection.tsx';
import { TransactionSection } from '../features/transactions/TransactionSection.tsx';
import { useStrings } from '../live/console-context.tsx';
import { useLiveState, useMe } from '../live/live-context.tsx';
import { LookUpProvider } from '../live/look-up.ts';
import { classNames } from '../ui/class-names.ts';
import { Empty } from '../ui/States.tsx';
import { useShortcut } from '../ui/use-shortcut.ts';
import { Drawer } from './Drawer.tsx';
import type { InboxSearch } from './inbox-search.ts';
import { useMedia } from './use-page-look.ts';

/** List, thread and context: side by side, or one at a time where there is no room. */
export function InboxPage() {
  const { conversation: words, customer } = useStrings();
  const { view, chat, q } = useSearch({ from: '/inbox' });
  const me = useMe();
  const navigate = useNavigate();
  const go = (change: Partial<InboxSearch>) =>
    void navigate({
      to: '/inbox',
      search: (search) => ({ view, ...search, ...change }),
      // What is typed into the search is no step to go back to.
      replace: 'q' in change,
    });
  const select = (id: string) => go({ chat: id });
  const conversation = useLiveState((state) => (chat === undefined ? undefined : state.conversations[chat]));
  const isWide = useMedia('(min-width: 1200px)');
  const [asked, setAsked] = useState<readonly RequestField[] | null>(null);
  const [lookedUp, setLookedUp] = useState<{ conversationId: string; hash: string } | null>(null);
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const lookUp = (hash: string) => {
    if (chat === undefined) return;
    setLookedUp({ conversationId: chat, hash });
    setDrawerOpen(!isWide);
  };
  useMoveKeys(view, chat, select);

  const panel = conversation && (
    <CustomerPanel
      key={conversation.id}
      conversation={conversation}
      networksSection={<NetworksPanel />}
      caseSection={<CasePanel conversation={conversation} />}
      playbookSection={
        <PlaybookSection
          key={conversation.id}
          conversation={conversation}
          canMark={mayNote(conversation, me)}
          canReply={mayReply(conversation, me)}
          actions={{ askFor: setAsked, openDiagnosis: () => lookUp('') }}
        />
      }
      transactionSection={
        <TransactionSection
          key={conversation.id}
          conversation={conversation}
          asked={lookedUp?.conversationId === conversation.id ? lookedUp : null}
          canShare={mayReply(conversation, me)}
        />
      }
      routingSection={<WhySection key={conversation.id} conversation={conversation} />}
      onOpen={(id) => {
        setDrawerOpen(false);
        select(id);
      }}
      {...(!isWide && { onClose: () => setDrawerOpen(false) })}
    />
  );
  return (
    <div className="flex min-h-0 flex-1">
      <div
        className={classNames(
          'flex min-h-0 w-full min-w-0 md:w-[324px] md:shrink-0',
          chat !== undefined && 'max-md:hidden',
        )}
      >
        <InboxList
          view={view}
          selectedId={chat ?? null}
          query={q ?? null}
          onView={(next) => go({ view: next })}
          onSelect={select}
          onQuery={(next) => go({ q: next ?? undefined })}
        />
      </div>
      <section
        aria-label={words.log}
        className={classNames('flex min-h-0 min-w-0 flex-1 flex-col', chat === undefined && 'max-md:hidden')}
      >
        {chat === undefined ? (
          <div className="my-auto">
            <Empty
              icon={<MessagesSquare size={32} strokeWidth={1.5} />}
              text={words.none}
              hint={words.noneHint}
            />
          </div>
        ) : (
          <LookUpProvider value={lookUp}>
            <ConversationPane
              key={chat}
              conversationId={chat}
              onBack={() => go({ chat: undefined })}
              onDetails={() => setDrawerOpen(true)}
            />
          </LookUpProvider>
        )}
      </section>
      {conversation && asked && (
        <RequestDialog conversation={conversation} fields={asked} onClose={() => setAsked(null)} />
      )}
      {panel && isWide && <div className="flex w-[360px] shrink-0 border-l border-line">{panel}</div>}
      {panel && !isWide && isDrawerOpen && (
        <Drawer title={customer.label} onClose={() => setDrawerOpen(false)}>
          {panel}
        </Drawer>
      )}
    </div>
  );
}

/** J and K move through the list. */
function useMoveKeys(
  view: InboxSearch['view'],
  chat: string | undefined,
  select: (id: string) => void,
): void {
  const rows = useRows(view);
  const move = (step: 1 | -1) => {
    const now = rows.findIndex(({ id }) => id === chat);
    const next = rows[now === -1 ? 0 : now + step];
    if (next !== undefined) select(next.id);
  };
  useShortcut('j', () => move(1));
  useShortcut('k', () => move(-1));
}
