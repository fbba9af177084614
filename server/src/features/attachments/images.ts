import { Worker } from 'node:worker_threads';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Logger } from '../../log.ts';
import { packagePath } from '../../package-path.ts';

export type ImageRequest = { id: number; bytes: Uint8Array };
export type EncodedImage = { bytes: Uint8Array; mediaType: string; width: number; height: number };
export type ImageReply =
  | ({ kind: 'encoded' } & EncodedImage)
  | { kind: 'refused'; reason: 'not_an_image' | 'too_many_pixels' };

export interface Images {
  /**
   * Decodes an image and encodes it anew, without metadata. `invalid` for what is not a JPEG, PNG, WebP or GIF;
   * `too_large` for too many pixels; `busy` when too many wait.
   */
  encode(bytes: Uint8Array): Promise<Result<EncodedImage>>;
  close(): Promise<void>;
}

/** Uploads that wait for the one thread: 80 MiB at the most. */
const maxWaiting = 8;
/** The worker gives up by itself before; whoever takes longer hangs, and is replaced. */
const patienceMs = 8_000;

type Waiting = { settle: (reply: Result<EncodedImage>) => void; timer: NodeJS.Timeout };

/** Runs the decoder in a thread of its own, started with the first image: it holds up nothing and can be ended. */
export function createImages({ log }: { log: Logger }): Images {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let lastId = 0;

  function settle(id: number, reply: Result<EncodedImage>): void {
    const entry = waiting.get(id);
    if (!entry) return;
    clearTimeout(entry.timer);
    waiting.delete(id);
    if (waiting.size === 0) worker?.unref();
    entry.settle(reply);
  }

  /** Ends the thread; who else waited may try again, only the image that hung is at fault. */
  function replaceWorker(culprit?: number): void {
    const ended = worker;
    worker = undefined;
    void ended?.terminate();
    if (culprit !== undefined) settle(culprit, refuse('invalid', { details: { reason: 'not_an_image' } }));
    for (const id of waiting.keys()) settle(id, refuse('busy', { retryAfterMs: 1_000 }));
  }

  function startWorker(): Worker {
    const started = new Worker(packagePath('dist/features/attachments/image-worker.js'), { name: 'images' });
    started.unref();
    started.on('message', ({ id, ...reply }: ImageReply & { id: number }) => settle(id, resultOf(reply)));
    started.on('error', (err) => log.error({ err }, 'The image thread failed.'));
    started.on('exit', () => {
      if (worker === started) replaceWorker();
    });
    return started;
  }

  return {
    async encode(bytes) {
      if (waiting.size >= maxWaiting) return refuse('busy', { retryAfterMs: 2_000 });
      worker ??= startWorker();
      lastId += 1;
      const id = lastId;
      return new Promise((resolve) => {
        const timer = setTimeout(() => replaceWorker(id), patienceMs * (waiting.size + 1));
        waiting.set(id, { settle: resolve, timer });
        worker?.ref();
        worker?.postMessage({ id, bytes } satisfies ImageRequest);
      });
    },
    async close() {
      const ended = worker;
      worker = undefined;
      await ended?.terminate();
    },
  };
}

function resultOf(reply: ImageReply): Result<EncodedImage> {
  if (reply.kind === 'encoded') {
    const { kind: _, ...image } = reply;
    return ok(image);
  }
  const { reason } = reply;
  return refuse(reason === 'too_many_pixels' ? 'too_large' : 'invalid', { details: { reason } });
}
