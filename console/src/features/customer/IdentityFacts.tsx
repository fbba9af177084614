import type { StaffConversation } from '@haven/shared/conversation';
import { BadgeCheck } from 'lucide-react';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Tag } from '../../ui/Tag.tsx';
import { Fact, Facts, Section } from './Section.tsx';

/** What the host app signed of the visitor, or that nobody vouches for them. */
export function IdentityFacts({ visitor }: Pick<StaffConversation, 'visitor'>) {
  const { identity: words } = useStrings();
  const language = useLanguage();
  const { verified } = visitor;
  if (verified === undefined)
    return (
      <Section title={words.title}>
        <p className="text-ink-2">{words.anonymous}</p>
      </Section>
    );
  const { name, email, locale, appVersion, addresses = [], at } = verified;
  return (
    <Section
      title={words.title}
      aside={
        <Tag tone="ok">
          <BadgeCheck size={12} aria-hidden /> {words.verified}
        </Tag>
      }
    >
      <Facts>
        {name !== undefined && (
          <Fact name={words.name}>
            <bdi>{name}</bdi>
          </Fact>
        )}
        {email !== undefined && (
          <Fact name={words.email}>
            <bdi>{email}</bdi>
          </Fact>
        )}
        {locale !== undefined && <Fact name={words.locale}>{locale}</Fact>}
        {appVersion !== undefined && <Fact name={words.appVersion}>{appVersion}</Fact>}
        <Fact name={words.signedAt}>{dayAndTimeOf(at, language)}</Fact>
      </Facts>
      {addresses.length > 0 && (
        <dl className="mt-[7px]">
          <dt className="text-2xs leading-[15px] text-ink-3">{words.addresses}</dt>
          {addresses.map((address) => (
            <dd key={address} className="font-mono text-xs break-all">
              {address}
            </dd>
          ))}
        </dl>
      )}
    </Section>
  );
}
