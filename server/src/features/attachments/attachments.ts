import type { Readable } from 'node:stream';
import type { Attachment } from '@haven/shared/attachment';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { AgentPrincipal, Principal, VisitorPrincipal } from '../../principal.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import type { StoredAuthor } from '../../storage/postgres/write.ts';
import type { Blobs } from './blobs.ts';
import type { Images } from './images.ts';

/** Who asks for a file, with the way to learn whether they may read the conversation that it is in. */
export type FileReader =
  | { principal: VisitorPrincipal }
  | {
      principal: AgentPrincipal;
      mayRead: (agent: AgentPrincipal, conversationId: string) => Promise<boolean>;
    };

export type OpenFile = { mediaType: string; bytes: number; content: Readable };

interface Deps {
  db: Kysely<Database>;
  clock: Clock;
  blobs: Blobs;
  images: Images;
}

/** An upload that no entry has claimed after so long was never sent. */
const unclaimedMs = 24 * 60 * 60_000;
/** How far back the sweep looks for erased files whose bytes are still there: days without a running server. */
const erasedMs = 30 * 24 * 60 * 60_000;

export type Attachments = ReturnType<typeof createAttachments>;

/** Images that are uploaded first and claimed by an entry after. */
export function createAttachments({ db, clock, blobs, images }: Deps) {
  return {
    /** Encodes an image anew and stores it for its uploader, until an entry claims it. */
    async add(uploader: Principal, name: string, bytes: Uint8Array): Promise<Result<Attachment>> {
      const encoded = await images.encode(bytes);
      if (!encoded.ok) return encoded;
      const { mediaType, width, height, bytes: content } = encoded.value;
      const attachment = {
        id: newId(clock),
        name: nameFor(name, mediaType),
        mediaType,
        bytes: content.length,
        width,
        height,
      };
      await blobs.put(attachment.id, content);
      await insert(db, uploader, attachment, new Date(clock.now()));
      return ok(attachment);
    },

    /** What a sender may put into a message: their own uploads that are in none yet. `not_found` if one is not. */
    async findUnclaimed(uploader: StoredAuthor, ids: readonly string[]): Promise<Result<Attachment[]>> {
      if (ids.length === 0) return ok([]);
      if (uploader.kind === 'system') return refuse('not_found');
      const rows = await db
        .selectFrom('attachment')
        .select(['id', 'name', 'media_type as mediaType', 'bytes', 'width', 'height'])
        .where('id', 'in', [...ids])
        .where('uploader_kind', '=', uploader.kind)
        .where('uploader_id', '=', uploader.id)
        .where('conversation_id', 'is', null)
        .execute();
      const inOrder = ids.map((id) => rows.find((row) => row.id === id)).filter((row) => row !== undefined);
      return inOrder.length === ids.length ? ok(inOrder) : refuse('not_found');
    },

    /** Opens a file for its uploader, and once claimed for whoever may read the conversation; else `not_found`. */
    async open(id: string, reader: FileReader): Promise<Result<OpenFile>> {
      const row = await find(db, id);
      if (!row || row.erased_at !== null || !(await mayOpen(row, reader))) return refuse('not_found');
      const content = await blobs.open(id);
      return content ? ok({ mediaType: row.media_type, bytes: row.bytes, content }) : refuse('not_found');
    },

    /** Removes uploads that were never sent, and the bytes of what was erased; answers how many never-sent ones. */
    async sweep(): Promise<number> {
      const now = clock.now();
      const unsent = await deleteUnclaimed(db, new Date(now - unclaimedMs));
      // An erased row stays, so that the log keeps its shape (MSG7). Removing its bytes twice does no harm.
      const erased = await listErasedSince(db, new Date(now - erasedMs));
      for (const id of [...unsent, ...erased]) await blobs.remove(id);
      return unsent.length;
    },
  };
}

type Row = NonNullable<Awaited<ReturnType<typeof find>>>;

async function find(db: Kysely<Database>, id: string) {
  return db
    .selectFrom('attachment')
    .leftJoin('conversation', 'conversation.id', 'attachment.conversation_id')
    .select(['attachment.media_type', 'attachment.bytes', 'attachment.erased_at'])
    .select(['attachment.uploader_kind', 'attachment.uploader_id', 'attachment.conversation_id'])
    .select(['conversation.visitor_id', 'conversation.inbox_id'])
    .where('attachment.id', '=', id)
    .executeTakeFirst();
}

async function deleteUnclaimed(db: Kysely<Database>, before: Date): Promise<string[]> {
  const rows = await db
    .deleteFrom('attachment')
    .where('conversation_id', 'is', null)
    .where('created_at', '<', before)
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

async function listErasedSince(db: Kysely<Database>, since: Date): Promise<string[]> {
  const rows = await db.selectFrom('attachment').select('id').where('erased_at', '>', since).execute();
  return rows.map(({ id }) => id);
}

async function mayOpen(row: Row, reader: FileReader): Promise<boolean> {
  const { principal } = reader;
  if (row.conversation_id === null) {
    return row.uploader_kind === principal.kind && row.uploader_id === idOf(principal);
  }
  if ('mayRead' in reader) return reader.mayRead(reader.principal, row.conversation_id);
  return row.visitor_id === reader.principal.visitorId && row.inbox_id === reader.principal.inboxId;
}

async function insert(
  db: Kysely<Database>,
  uploader: Principal,
  attachment: Attachment,
  at: Date,
): Promise<void> {
  const { mediaType, ...same } = attachment;
  await db
    .insertInto('attachment')
    .values({
      ...same,
      media_type: mediaType,
      uploader_kind: uploader.kind,
      uploader_id: idOf(uploader),
      conversation_id: null,
      entry_id: null,
      created_at: at,
      erased_at: null,
    })
    .execute();
}

function idOf(principal: Principal): string {
  return principal.kind === 'visitor' ? principal.visitorId : principal.agentId;
}

/** A name to show: no path, no control or direction characters, the extension of what it has become. */
function nameFor(sent: string, mediaType: string): string {
  const base = sent.split(/[\\/]/).at(-1) ?? '';
  const stem = base
    .normalize('NFC')
    .replace(/\.[^.]*$/, '')
    .replace(/[\p{C}<>:"|?*]/gu, '')
    .trim();
  const extension = mediaType === 'image/jpeg' ? 'jpg' : mediaType.slice('image/'.length);
  return `${Array.from(stem).slice(0, 80).join('') || 'image'}.${extension}`;
}
