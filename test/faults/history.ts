import type { Id } from '@haven/shared/ids';

/** Whose numbering: visitors and staff count the same log differently (MSG2). */
export type Side = 'visitor' | 'staff';

/** One message that somebody typed, in the order of typing. */
export type Typed = { by: string; side: Side; conversationId: Id; clientMessageId: Id };

/** What the server said of it: committed, or refused for good. */
export type Ack = Typed & { id: Id; seq: number; at: string };
export type RefusedSend = Typed & { code: string };

/** One row of the log as PostgreSQL holds it at the end. */
export type Row = {
  conversationId: Id;
  staffSeq: number;
  visitorSeq: number | null;
  id: Id;
  /** `visitor:<id>`, `agent:<id>` or `system`. */
  author: string;
  clientMessageId: Id | null;
  at: string;
};

/** Each line that one life of a page drew of a conversation, in the order of drawing. A reload begins another life. */
export type Screen = {
  by: string;
  side: Side;
  conversationId: Id;
  drawn: readonly { seq: number; id: Id }[];
  /** Whether this life lasted until the end, so that everything must be on it. */
  isLast: boolean;
};

/** Everything that is known about one round, after healing. */
export type History = {
  typed: readonly Typed[];
  acks: readonly Ack[];
  refusals: readonly RefusedSend[];
  rows: readonly Row[];
  screens: readonly Screen[];
  /** Open assignments of the contact role, by conversation. */
  openAssignments: readonly { conversationId: Id; count: number }[];
  /** Conversations that are still queued although an agent is free. */
  stuck: readonly Id[];
  /** Servers that ended without being told to, with what they said. */
  exits: readonly string[];
};
