import { Tabs } from 'radix-ui';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { AgentsSection } from './AgentsSection.tsx';
import { AnswersSection } from './AnswersSection.tsx';
import { BlockedSection } from './BlockedSection.tsx';
import { FaqSection } from './FaqSection.tsx';
import { IdentitySection } from './identity/IdentitySection.tsx';
import { InboxesSection } from './InboxesSection.tsx';
import { IssueTypesSection } from './IssueTypesSection.tsx';
import { NetworksSection } from './networks/NetworksSection.tsx';
import { RoutingSection } from './routing/RoutingSection.tsx';
import { SafetySection } from './safety/SafetySection.tsx';
import { type SettingsSection, settingsSections } from './sections.ts';
import { TeamsSection } from './TeamsSection.tsx';
import { WebhooksSection } from './WebhooksSection.tsx';

type Props = { section: SettingsSection; onSection: (section: SettingsSection) => void };

/** Configuration: one page, one tab per list. */
export function SettingsScreen({ section, onSection }: Props) {
  const { settings: words } = useStrings();
  const tabs = useRef<HTMLDivElement>(null);
  // On a phone the row is longer than the screen, and an address may open any of them.
  useEffect(() => {
    const active = tabs.current?.querySelector('[data-state=active]');
    active?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [section]);
  return (
    <Tabs.Root
      value={section}
      onValueChange={(next) => onSection(settingsSections.find((one) => one === next) ?? 'agents')}
      className="flex min-h-0 flex-1 flex-col bg-canvas"
    >
      <header className="shrink-0 border-b border-line bg-surface px-4 pt-4 md:px-7">
        <h1 className="text-xl font-semibold">{words.title}</h1>
        <Tabs.List
          ref={tabs}
          aria-label={words.title}
          className="mt-2 flex gap-[18px] overflow-x-auto [scrollbar-width:none]"
        >
          {settingsSections.map((one) => (
            <Tabs.Trigger
              key={one}
              value={one}
              className="h-9 shrink-0 border-b-2 border-transparent font-medium text-ink-2 focus-visible:!shadow-[inset_0_0_0_2px_var(--accent)] data-[state=active]:border-accent data-[state=active]:text-ink"
            >
              {words.sections[one]}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
      </header>
      {/* The scroll happens here, so here the focus can go. */}
      <Tabs.Content
        value={section}
        className="min-h-0 flex-1 overflow-y-auto px-4 py-5 focus-visible:shadow-[inset_0_0_0_2px_var(--accent)] md:px-7"
      >
        <div className="mx-auto max-w-[1080px]">{pageOf(section)}</div>
      </Tabs.Content>
    </Tabs.Root>
  );
}

function pageOf(section: SettingsSection): ReactNode {
  switch (section) {
    case 'agents':
      return <AgentsSection />;
    case 'teams':
      return <TeamsSection />;
    case 'inboxes':
      return <InboxesSection />;
    case 'identity':
      return <IdentitySection />;
    case 'issue-types':
      return <IssueTypesSection />;
    case 'routing':
      return <RoutingSection />;
    case 'faq':
      return <FaqSection />;
    case 'answers':
      return <AnswersSection />;
    case 'webhooks':
      return <WebhooksSection />;
    case 'networks':
      return <NetworksSection />;
    case 'safety':
      return <SafetySection />;
    case 'blocked':
      return <BlockedSection />;
  }
}
