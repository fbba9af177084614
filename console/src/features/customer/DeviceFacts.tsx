import type { StaffConversation } from '@haven/shared/conversation';
import { languages } from '@haven/shared/language';
import { ChevronDown } from 'lucide-react';
import { useStrings } from '../../live/console-context.tsx';
import { Menu, MenuChoice } from '../../ui/Menu.tsx';
import { Fact, Facts, Section } from './Section.tsx';
import { useChange } from './use-change.ts';

/** What the host page told about app and device, and the language of the chat. */
export function DeviceFacts({
  conversation,
  canChange,
}: {
  conversation: StaffConversation;
  canChange: boolean;
}) {
  const { customer: words, identity, languageTitles } = useStrings();
  const change = useChange();
  const { id, language, context } = conversation;
  const device = [context.device, context.osVersion].filter(Boolean).join(' · ');
  return (
    <Section title={identity.claimed}>
      <Facts>
        {context.appVersion !== undefined && <Fact name={words.appVersion}>{context.appVersion}</Fact>}
        {device !== '' && <Fact name={words.phone}>{device}</Fact>}
        {context.platform !== undefined && <Fact name={words.platform}>{context.platform}</Fact>}
        {context.timeZone !== undefined && <Fact name={words.timeZone}>{context.timeZone}</Fact>}
        <Fact name={words.language}>
          {canChange ? (
            <Menu
              trigger={
                <button
                  type="button"
                  title={words.changeLanguage}
                  className="-ml-1 flex items-center gap-1 rounded-sm px-1 hover:bg-hover"
                >
                  <span lang={language}>{languageTitles[language]}</span>
                  <ChevronDown size={14} className="text-ink-2" aria-hidden />
                </button>
              }
            >
              <MenuChoice
                label={words.changeLanguage}
                value={language}
                options={languages.map((value) => ({ value, label: languageTitles[value], lang: value }))}
                onChange={(next) => {
                  if (next !== language)
                    void change('conversation:set-language', { conversationId: id, language: next });
                }}
              />
            </Menu>
          ) : (
            <span lang={language}>{languageTitles[language]}</span>
          )}
        </Fact>
      </Facts>
    </Section>
  );
}
