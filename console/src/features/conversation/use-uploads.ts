import { imageTypes } from '@haven/shared/attachment';
import { withHarmlessName } from '@haven/shared/browser/harmless-name';
import { newId } from '@haven/shared/browser/ids';
import { uploadFile } from '@haven/shared/browser/upload-file';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import type { Id } from '@haven/shared/ids';
import { fileMaxBytes, filesPerMessage } from '@haven/shared/limits';
import { toast } from 'sonner';
import { useConsole, useStrings } from '../../live/console-context.tsx';
import type { UnsentFile } from '../../live/create-unsent.ts';
import { useLive } from '../../live/live-context.tsx';
import { type SendParts, sendUnsent } from './send-unsent.ts';

const bytesPerMegabyte = 1024 * 1024;

/** Images beside an unsent reply: each goes up at once, and the message waits for them. */
export function useUploads(conversationId: Id) {
  const { unsent, guard } = useConsole();
  const { composer: words } = useStrings();
  const live = useLive();

  function add(files: readonly File[]) {
    const held = unsent.getState().byConversation[conversationId]?.files.length ?? 0;
    if (held + files.length > filesPerMessage) toast.error(words.tooManyFiles(filesPerMessage));
    for (const file of files.slice(0, Math.max(0, filesPerMessage - held))) {
      if (!(imageTypes as readonly string[]).includes(file.type)) toast.error(words.notImage);
      else if (file.size > fileMaxBytes) toast.error(words.fileTooLarge(fileMaxBytes / bytesPerMegabyte));
      else void upload({ unsent, live, guard }, conversationId, file);
    }
  }

  function remove(file: UnsentFile) {
    URL.revokeObjectURL(file.previewUrl);
    unsent.change(conversationId, ({ files }) => ({
      files: files.filter((one) => one.key !== file.key),
      isSendWanted: false,
    }));
  }

  return { add, remove };
}

/** Runs to its end even when the conversation is left meanwhile: the image is there when one comes back. */
async function upload({ unsent, live, guard }: SendParts, conversationId: Id, file: File): Promise<void> {
  const key = newId();
  const name = file.name === '' ? 'image' : file.name;
  const previewUrl = URL.createObjectURL(file);
  const added: UnsentFile = { key, name, previewUrl, progress: 0, attachment: null, failure: null };
  const change = (part: Partial<UnsentFile>) =>
    unsent.change(conversationId, ({ files }) => ({
      files: files.map((one) => (one.key === key ? { ...one, ...part } : one)),
    }));
  unsent.change(conversationId, ({ files }) => ({ files: [...files, added], isSendWanted: false }));
  const answer = await uploadFile(
    { path: agentEndpoints.upload.path, file: await withHarmlessName(file, guard.judge) },
    { onProgress: (progress) => change({ progress }) },
  );
  change(answer.ok ? { attachment: answer.value, progress: 1 } : { failure: answer.error });
  if (!answer.ok) unsent.change(conversationId, () => ({ isSendWanted: false }));
  const isSendWanted = unsent.getState().byConversation[conversationId]?.isSendWanted === true;
  if (isSendWanted) await sendUnsent({ unsent, live, guard }, conversationId, 'reply');
}

/** The images of a paste or a drop. */
export function imagesOf(transfer: DataTransfer | null): File[] {
  return [...(transfer?.files ?? [])].filter((file) => file.type.startsWith('image/'));
}
