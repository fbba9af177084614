import { useEffect, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import type { BubbleImage } from '../thread/rows.ts';
import { Icon } from './Icon.tsx';

export type OpenImage = { url: string; name: string };

/** Pixels: the widest a picture gets in the thread, and the tallest. */
const maxWidth = 200;
const maxHeight = 240;

/** One image of a message, in its final size from the start, so that nothing jumps when it arrives. */
export function Picture({ image, open }: { image: BubbleImage; open: (image: OpenImage) => void }) {
  const app = useApp();
  const { images } = useStrings();
  const { attachment, previewUrl } = image;
  const [url, setUrl] = useState<string | null>(previewUrl);
  const [isMissing, setIsMissing] = useState(false);

  const [attempt, setAttempt] = useState(0);

  useEffect(() => {
    if (previewUrl !== null) return;
    setIsMissing(false);
    const loading = app.liveNow()?.images.urlOf(attachment.id);
    void loading?.then((loaded) => (loaded === null ? setIsMissing(true) : setUrl(loaded)));
  }, [app, attachment.id, previewUrl, attempt]);

  const scale = Math.min(1, maxWidth / attachment.width, maxHeight / attachment.height);
  const size = {
    width: `${Math.max(64, attachment.width * scale)}px`,
    height: `${Math.max(48, attachment.height * scale)}px`,
  };
  if (isMissing) {
    return (
      <button type="button" class="shot missing" style={size} onClick={() => setAttempt(attempt + 1)}>
        <Icon name="image" />
        <span>{images.missing}</span>
      </button>
    );
  }
  return (
    <button
      type="button"
      class="shot"
      style={size}
      aria-label={images.open(attachment.name)}
      disabled={url === null}
      onClick={() => url !== null && open({ url, name: attachment.name })}
    >
      {url !== null && <img src={url} alt="" />}
    </button>
  );
}
