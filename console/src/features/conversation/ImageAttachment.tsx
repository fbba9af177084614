import type { Attachment } from '@haven/shared/attachment';
import { EyeOff, ImageOff } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useAttachmentUrl } from './use-attachment-url.ts';

/** An image in the thread is at most this wide and high, in pixels. */
const frame = { width: 260, height: 220 };

type Props = { attachment: Attachment; previewUrl: string | null; startsBlurred: boolean };

/** An image of a message. A visitor's is blurred until somebody asks to see it (SAFE9). */
export function ImageAttachment({ attachment, previewUrl, startsBlurred }: Props) {
  const { entry: words } = useStrings();
  const [isBlurred, setBlurred] = useState(startsBlurred);
  const [isOpen, setOpen] = useState(false);
  const { url, hasFailed } = useAttachmentUrl(attachment.id, previewUrl);
  const scale = Math.min(1, frame.width / attachment.width, frame.height / attachment.height);
  const size = {
    width: Math.max(72, attachment.width * scale),
    height: Math.max(56, attachment.height * scale),
  };
  if (hasFailed) {
    return (
      <p className="flex items-center gap-2 rounded-lg border border-line px-3 py-2 text-xs text-ink-3">
        <ImageOff size={16} aria-hidden />
        {words.imageFailed}
      </p>
    );
  }
  return (
    <>
      <button
        type="button"
        onClick={() => (isBlurred ? setBlurred(false) : setOpen(true))}
        aria-label={isBlurred ? words.imageHidden : `${words.imageOpen}: ${attachment.name}`}
        className="relative overflow-hidden rounded-lg border border-line bg-muted"
        style={size}
      >
        {url !== null && (
          <img
            src={url}
            alt={words.imageAlt(attachment.name)}
            className={classNames('size-full object-cover', isBlurred && 'scale-110 blur-xl')}
          />
        )}
        {isBlurred && (
          <span className="absolute inset-0 grid place-items-center p-2">
            <span className="flex items-center gap-[6px] rounded-full bg-raised px-[10px] py-1 text-xs text-ink">
              <EyeOff size={14} aria-hidden />
              {words.imageHidden}
            </span>
          </span>
        )}
      </button>
      {isOpen && url !== null && (
        <Dialog title={attachment.name} onClose={() => setOpen(false)}>
          <img src={url} alt={words.imageAlt(attachment.name)} className="mx-auto max-h-[70dvh] rounded-md" />
        </Dialog>
      )}
    </>
  );
}
