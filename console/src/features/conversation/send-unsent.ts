import { messageMaxChars } from '@haven/shared/limits';
import type { Id } from '@haven/shared/ids';
import type { AgentCard } from '@haven/shared/people';
import type { Actions } from '../../live/create-actions.ts';
import { type ComposerMode, nothingUnsent, type Unsent, type UnsentStore } from '../../live/create-unsent.ts';

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
 * a note may be whispered to.
 */
export function sendUnsent(
  store: UnsentStore,
  live: Pick<Actions, 'send'>,
  conversationId: Id,
  mode: ComposerMode,
  holder: AgentCard | null = null,
): void {
  const unsent = store.getState().byConversation[conversationId] ?? nothingUnsent;
  if (!canSend(unsent, mode)) return;
  if (mode === 'note') {
    const to = unsent.isWhisper && holder !== null ? { to: holder } : {};
    const isTaken = live.send(conversationId, {
      kind: 'note',
      text: unsent.note.trim(),
      ...to,
      attachments: [],
    });
    return isTaken ? store.change(conversationId, () => ({ note: '' })) : undefined;
  }
  if (isUploading(unsent)) return store.change(conversationId, () => ({ isSendWanted: true }));
  const attachments = unsent.files.flatMap(({ attachment, previewUrl }) =>
    attachment === null ? [] : [{ attachment, previewUrl }],
  );
  const isTaken = live.send(conversationId, { kind: 'message', text: unsent.reply.trim(), attachments });
  store.change(conversationId, ({ reply, files }) => ({
    reply: isTaken ? '' : reply,
    files: isTaken ? files.filter((file) => file.failure !== null) : files,
    isSendWanted: false,
  }));
}
