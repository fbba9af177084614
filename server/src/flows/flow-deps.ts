import type { Attachment } from '@haven/shared/attachment';
import type { Result } from '@haven/shared/result';
import type { Clock } from '../clock.ts';
import type { Conversations } from '../features/conversations/conversations.ts';
import type { StoredAuthor } from '../storage/postgres/write.ts';
import type { Writer } from '../storage/postgres/writer.ts';
import type { AppendEntry } from './append-entry.ts';
import type { Settle } from './settle.ts';

/** What every flow that changes a conversation works with. */
export type FlowDeps = {
  conversations: Conversations;
  writer: Writer;
  settle: Settle;
  appendEntry: AppendEntry;
  clock: Clock;
  newId: () => string;
  /** Describes files that this person uploaded; `not_found` when one is missing, used or somebody else's. */
  describeAttachments(by: StoredAuthor, ids: readonly string[]): Promise<Result<Attachment[]>>;
};
