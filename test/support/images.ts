import sharp from 'sharp';

/** A PNG of one colour, as a screenshot that a visitor sends. */
export function pngOf(width: number, height: number): Promise<Buffer> {
  return sharp({ create: { width, height, channels: 3, background: '#2b6f77' } })
    .png()
    .toBuffer();
}
