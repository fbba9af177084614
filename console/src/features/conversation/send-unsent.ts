import { messageMaxChars } from '@haven/shared/limits';
import type { Id } from '@haven/shared/ids';
import type { AgentCard } from '@haven/shared/people';
import type { Actions } from '../../live/create-actions.ts';
import type { SecretGuard } from '../../live/create-secret-guard.ts';
import { type ComposerMode, nothingUnsent, type Unsent, type UnsentStore } from '../../live/create-unsent.ts';

/** What sending works with. */
export type SendParts = {
  unsent: UnsentStore;
  live: Pick<Actions, 'send' | 'ownTexts' | 'redact'>;
  guard: Pick<SecretGuard, 'clear' | 'judge'>;
};

/** Whether an image is still on its way up. */
function isUploading({ files }: Unsent): boolean {
  return files.some((file) => file.attachment === null && file.failure === null);
}

/** Whether there is something to send: a text within its limit, or an image that did not fail. */
export function canSend(unsent: Unsent, mode: ComposerMode): boolean {
  const text = unsent[mode];
  const hasImage = mode === 'reply' && unsent.files.some((file) => file.failure === null);
  return text.length <= messageMaxChars && (text.trim() !== '' || hasImage);
}

/**
 * Sends what is written in a conversation, and empties it. A reply whose image is still on its way is sent when the
 * image is there; an image that failed stays where it is, to be seen, and so does everything when no more can be kept. `holder`: whom
 * a note may be whispered to. Looked at before it is kept or sent (SAFE1): what holds a secret stays, as its author
 * decides, and so does what could not be looked at, which is told by the answer `unchecked`.
 */
export async function sendUnsent(
  { unsent: store, live, guard }: SendParts,
  conversationId: Id,
  mode: ComposerMode,
  holder: AgentCard | null = null,
): Promise<'unchecked' | void> {
  const unsent = store.getState().byConversation[conversationId] ?? nothingUnsent;
  if (!canSend(unsent, mode)) return;
  if (mode === 'reply' && isUploading(unsent)) {
    return store.change(conversationId, () => ({ isSendWanted: true }));
  }
  const earlier = live.ownTexts(conversationId);
  const recent = earlier.map(({ text }) => text);
  const cleared = await guard.clear(unsent[mode].trim(), recent);
  // Changed, or sent by another press, while it was looked at.
  const latest = store.getState().byConversation[conversationId];
  if (latest?.[mode] !== unsent[mode] || (mode === 'reply' && latest.files !== unsent.files)) return;
  if (!cleared.ok) {
    for (const { entryId } of cleared.parts.flatMap((index) => earlier[index] ?? [])) {
      // A part of it left earlier: it is blanked for everybody (SAFE2).
      if (entryId !== null) void live.redact({ conversationId, entryId, category: 'secret' });
    }
    store.change(conversationId, () => ({ [mode]: cleared.text, isSendWanted: false }));
    return cleared.isUnchecked ? 'unchecked' : undefined;
  }
  const declared = cleared.declared.length > 0 ? { declared: cleared.declared } : {};
  if (mode === 'note') {
    const to = unsent.isWhisper && holder !== null ? { to: holder } : {};
    const isTaken = live.send(conversationId, {
      kind: 'note',
      text: unsent.note.trim(),
      ...to,
      ...declared,
      attachments: [],
    });
    return isTaken ? store.change(conversationId, () => ({ note: '' })) : undefined;
  }
  const attachments = unsent.files.flatMap(({ attachment, previewUrl }) =>
    attachment === null ? [] : [{ attachment, previewUrl }],
  );
  const message = { kind: 'message', text: unsent.reply.trim(), ...declared, attachments } as const;
  const isTaken = live.send(conversationId, message);
  store.change(conversationId, ({ reply, files }) => ({
    reply: isTaken ? '' : reply,
    files: isTaken ? files.filter((file) => file.failure !== null) : files,
    isSendWanted: false,
  }));
}
