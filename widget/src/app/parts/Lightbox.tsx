import { useRef } from 'preact/hooks';
import { useStrings } from '../app-model.ts';
import { Icon } from './Icon.tsx';
import type { OpenImage } from './Picture.tsx';
import { useDialog } from './use-dialog.ts';

/** One image over everything; its only stop is the close button. */
export function Lightbox({ image, close }: { image: OpenImage; close: () => void }) {
  const strings = useStrings();
  const boxRef = useRef<HTMLDialogElement>(null);
  useDialog(boxRef, close);
  return (
    <dialog open ref={boxRef} class="lightbox" aria-modal="true" aria-label={strings.images.open(image.name)}>
      <button type="button" class="icon-btn" data-focus aria-label={strings.close} onClick={close}>
        <Icon name="close" size={24} />
      </button>
      <img src={image.url} alt={image.name} />
    </dialog>
  );
}
