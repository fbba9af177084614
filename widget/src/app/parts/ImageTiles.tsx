import { imageTypes } from '@haven/shared/attachment';
import { filesPerMessage } from '@haven/shared/limits';
import { useRef } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import type { PickProblem, Tile } from '../session/composer.ts';
import { useStore } from '../store.ts';
import type { Strings } from '../strings/strings.ts';
import { Icon } from './Icon.tsx';
import { Sheet } from './Sheet.tsx';

/** The images of the message being written, each with its progress, and the warning beside them. */
export function ImageTiles() {
  const app = useApp();
  const strings = useStrings();
  const { images } = strings;
  const { tiles, problem, isSendWanted } = useStore(app.composerState);
  const failed = tiles.find((tile) => tile.failure !== null);
  const words = problem === null ? failed && failureWords(failed, strings) : problemWords(problem, strings);
  if (tiles.length === 0 && !words) return null;
  return (
    <div class="tiles-place">
      {words && (
        <p class="problem" role="alert">
          {words}
        </p>
      )}
      {tiles.length > 0 && <p class="tiles-warning">{images.warning}</p>}
      <output>{isSendWanted && <span class="tiles-wait">{images.sendsWhenReady}</span>}</output>
      <ul class="tiles">
        {tiles.map((tile) => (
          <TileView key={tile.id} tile={tile} />
        ))}
      </ul>
    </div>
  );
}

function problemWords(problem: PickProblem, { images }: Strings): string {
  return problem === 'tooMany' ? images.tooMany(filesPerMessage) : images[problem];
}

function TileView({ tile }: { tile: Tile }) {
  const app = useApp();
  const strings = useStrings();
  const { images } = strings;
  return (
    <li class="tile">
      <img src={tile.previewUrl} alt={tile.file.name} />
      {tile.failure && (
        <button
          type="button"
          class="tile-retry"
          aria-label={failureWords(tile, strings)}
          onClick={() => app.composer.retryUpload(tile.id)}
        >
          <Icon name="refresh" size={22} />
        </button>
      )}
      {!tile.failure && !tile.ready && (
        <progress
          class="tile-progress"
          max={1}
          value={tile.part}
          aria-label={images.uploading(Math.round(tile.part * 100))}
        />
      )}
      <button
        type="button"
        class="tile-x"
        aria-label={images.remove}
        onClick={() => app.composer.removeImage(tile.id)}
      >
        <Icon name="close" size={12} />
      </button>
    </li>
  );
}

function failureWords({ failure }: Tile, { images }: Strings): string {
  if (failure?.code === 'too_large') return images.tooLarge;
  return failure?.code === 'invalid' ? images.notAnImage : images.failed;
}

/** The warning that stands before every choice of images (SAFE9). */
export function ImageSheet({ close }: { close: () => void }) {
  const app = useApp();
  const strings = useStrings();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Sheet title={strings.images.title} close={close}>
      <p class="sheet-note">{strings.images.warning}</p>
      <input
        ref={input}
        type="file"
        class="sr-only"
        accept={imageTypes.join(',')}
        multiple
        tabIndex={-1}
        aria-hidden="true"
        onChange={(event) => {
          app.composer.addImages(Array.from(event.currentTarget.files ?? []));
          close();
        }}
      />
      <div class="sheet-acts">
        <button type="button" class="btn btn-primary btn-lg btn-block" onClick={() => input.current?.click()}>
          {strings.images.choose}
        </button>
        <button type="button" class="btn btn-lg btn-block" onClick={close}>
          {strings.cancel}
        </button>
      </div>
    </Sheet>
  );
}
