/** The thread in which images are decoded and encoded anew. Started by `images.ts`. */
import { parentPort } from 'node:worker_threads';
import { imageMaxPixels } from '@haven/shared/limits';
import sharp, { type Sharp } from 'sharp';
import type { ImageReply, ImageRequest } from './images.ts';

const decodeSeconds = 5;
const encoders: Record<string, { mediaType: string; encode: (image: Sharp) => Sharp }> = {
  jpeg: { mediaType: 'image/jpeg', encode: (image) => image.jpeg({ quality: 85 }) },
  png: { mediaType: 'image/png', encode: (image) => image.png() },
  webp: { mediaType: 'image/webp', encode: (image) => image.webp({ quality: 85 }) },
  // The first frame alone: an animation can show one thing to a checker and another to a person.
  gif: { mediaType: 'image/png', encode: (image) => image.png() },
};

// Of all that the library can load (SVG, PDF, HEIF, camera formats, its own) nothing else is ever tried.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({
  operation: [
    'VipsForeignLoadJpegBuffer',
    'VipsForeignLoadPngBuffer',
    'VipsForeignLoadWebpBuffer',
    'VipsForeignLoadNsgifBuffer',
  ],
});
// One image at a time is decoded, by one thread: an upload must not starve the chats.
sharp.concurrency(1);
sharp.cache(false);

parentPort?.on('message', (request: ImageRequest) => void answer(request));

async function answer({ id, bytes }: ImageRequest): Promise<void> {
  const reply = await encode(bytes);
  parentPort?.postMessage({ id, ...reply } satisfies ImageReply & { id: number });
}

async function encode(bytes: Uint8Array): Promise<ImageReply> {
  try {
    const image = sharp(bytes, { limitInputPixels: imageMaxPixels, failOn: 'error', animated: false });
    const { format } = await image.metadata();
    const encoder = encoders[format];
    if (!encoder) return { kind: 'refused', reason: 'not_an_image' };
    // Metadata (place, device, owner) is left behind; only its turn is applied.
    const encoded = encoder.encode(image.autoOrient().timeout({ seconds: decodeSeconds }));
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    return {
      kind: 'encoded',
      bytes: data,
      mediaType: encoder.mediaType,
      width: info.width,
      height: info.height,
    };
  } catch (error) {
    const isTooLarge = error instanceof Error && /pixel limit|timeout/i.test(error.message);
    return { kind: 'refused', reason: isTooLarge ? 'too_many_pixels' : 'not_an_image' };
  }
}
