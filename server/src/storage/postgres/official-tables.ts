import type { IncidentActor, IncidentDetail, IncidentKind } from '@haven/shared/incident';
import type { Generated } from 'kysely';
import type { Json, StampedAt } from './column-types.ts';

export interface IncidentTable {
  id: string;
  at: StampedAt;
  kind: IncidentKind;
  inbox_id: string | null;
  conversation_id: string | null;
  by_kind: IncidentActor['kind'];
  by_id: string | null;
  detail: Json<IncidentDetail>;
}

export interface RefusedPhraseTable {
  id: string;
  phrase: string;
  folded: string;
  created_at: StampedAt;
}

export interface OfficialContactTable {
  id: string;
  inbox_id: string | null;
  kind: 'website' | 'email' | 'phone' | 'handle';
  platform: Generated<string>;
  value: string;
  created_at: StampedAt;
}

export interface ServerKeyTable {
  id: string;
  purpose: 'agent_card' | 'code';
  secret: Buffer;
  public: Buffer | null;
  created_at: StampedAt;
  retired_at: Date | null;
}
