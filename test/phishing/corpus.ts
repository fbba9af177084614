import { readFileSync } from 'node:fs';

export type Line = { language: string; rule: string | null; text: string };

/** Reads a file of this folder: one line each, language and text with tabs between; asks have their rule before it. */
export function readLines(name: 'asks' | 'harmless'): Line[] {
  const text = readFileSync(new URL(`${name}.tsv`, import.meta.url), 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const parts = line.split('\t');
      const [language = '', rule = ''] = parts;
      return { language, rule: parts.length > 2 ? rule : null, text: parts.at(-1) ?? '' };
    });
}

/** Every third ask of a language is held out: the rules were not made with it. */
export function isHeldOut(index: number): boolean {
  return index % 3 === 2;
}
