import type { Localized } from '@haven/shared/language';
import type { NoticeSeverity } from '@haven/shared/service-notice';
import type { ColumnType, Generated } from 'kysely';
import type { Json, StampedAt } from './column-types.ts';

export interface ServiceNoticeTable {
  id: string;
  severity: NoticeSeverity;
  network: string | null;
  app_version: string | null;
  title: Json<Localized>;
  body: Json<Localized>;
  link: string | null;
  starts_at: Date;
  ends_at: Date | null;
  ended_at: Generated<Date | null>;
  ending: ColumnType<Localized | null, string | null | undefined, string | null>;
  created_at: StampedAt;
  updated_at: StampedAt;
}

export interface ServiceNoticeFollowerTable {
  notice_id: string;
  conversation_id: string;
  asked_at: StampedAt;
  told_at: Generated<Date | null>;
}
