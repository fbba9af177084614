import { noticeEndpoints } from '@haven/shared/http/notice-endpoints';
import type { ManagedNotice } from '@haven/shared/service-notice';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { fetchFrom } from '../../../live/queries.ts';
import { Button } from '../../../ui/Button.tsx';
import { dayAndTimeOf } from '../../../ui/dates.ts';
import { Tag } from '../../../ui/Tag.tsx';
import { SectionFrame } from '../SectionFrame.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { EndNoticeDialog } from './EndNoticeDialog.tsx';
import { NoticeDialog } from './NoticeDialog.tsx';

/** Who asks to be told, and how far the telling is, shows within so many milliseconds. */
const refreshMs = 5_000;
const tones = { info: 'plain', degraded: 'warn', outage: 'danger' } as const;

/** The operator's service notices: those that hold, those to come, and how the telling of an end gets on. */
export function NoticesScreen() {
  const { notices: words } = useStrings();
  const query = useQuery({
    queryKey: ['admin', 'service-notices'],
    queryFn: ({ signal }) => fetchFrom(noticeEndpoints.listNotices, { signal }),
    refetchInterval: refreshMs,
  });
  const [edited, setEdited] = useState<ManagedNotice | 'new' | null>(null);
  const [endingId, setEndingId] = useState<string | null>(null);
  const ending = query.data?.items.find(({ id }) => id === endingId);
  const { columns } = words;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto bg-canvas px-4 py-5 md:px-7">
      <div className="mx-auto max-w-[1080px]">
        <h1 className="mb-1 text-xl font-semibold">{words.title}</h1>
        <SectionFrame
          subtitle={words.subtitle}
          query={query}
          empty={words.empty}
          add={{ label: words.add, onPress: () => setEdited('new') }}
        >
          {(items) => (
            <Table
              columns={[
                { title: columns.notice },
                { title: columns.about, isExtra: true },
                { title: columns.phase },
                { title: columns.told, isExtra: true },
              ]}
            >
              {items.map((notice) => (
                <NoticeRow
                  key={notice.id}
                  notice={notice}
                  onEdit={() => setEdited(notice)}
                  onEnd={() => setEndingId(notice.id)}
                />
              ))}
            </Table>
          )}
        </SectionFrame>
      </div>
      {edited !== null && (
        <NoticeDialog notice={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
      {ending !== undefined && <EndNoticeDialog notice={ending} onClose={() => setEndingId(null)} />}
    </div>
  );
}

type RowProps = { notice: ManagedNotice; onEdit: () => void; onEnd: () => void };

function NoticeRow({ notice, onEdit, onEnd }: RowProps) {
  const { notices: words, settings } = useStrings();
  const language = useLanguage();
  const { severity, phase, network, appVersion, startsAt, endedAt, conversations, followers, told } = notice;
  const about = network ?? (appVersion === null ? words.everything : words.version(appVersion));
  const when =
    endedAt === null
      ? words.from(dayAndTimeOf(startsAt, language))
      : words.ended(dayAndTimeOf(endedAt, language));
  return (
    <Row>
      <Cell>
        <span className="flex flex-wrap items-center gap-2 font-medium">
          <Tag tone={phase === 'ended' ? 'plain' : tones[severity]}>{words.severities[severity]}</Tag>
          {notice.title[language]}
        </span>
      </Cell>
      <Cell isExtra>{about}</Cell>
      <Cell>
        {words.phases[phase]}
        <small className="num block text-xs text-ink-3">{when}</small>
        {phase === 'active' && (
          <small className="num block text-xs text-ink-3">{words.conversations(conversations)}</small>
        )}
      </Cell>
      <Cell isExtra>
        <span className="num">
          {phase === 'ended' && followers > 0 ? words.told(told, followers) : words.followers(followers)}
        </span>
      </Cell>
      <Cell>
        {phase !== 'ended' && (
          <span className="flex justify-end gap-1">
            <Button size="sm" onClick={onEdit}>
              {settings.edit}
            </Button>
            <Button size="sm" look="ghost" onClick={onEnd}>
              {words.end}
            </Button>
          </span>
        )}
      </Cell>
    </Row>
  );
}
