import { cutText } from '@haven/shared/text';

/**
 * What a stranger wrote into a chain, as one short line: without control characters, line ends, or marks that turn or hide
 * text, so that it can be shown as a quotation and nothing else.
 */
export function plainLine(text: string, max: number): string {
  const plain = text
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return cutText(plain, max);
}
