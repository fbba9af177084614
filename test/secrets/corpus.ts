import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { packageCache, unpackPackage } from '../support/debian-package.ts';

/** Ordinary text of one language: whole paragraphs, and the sentences in them, each once. */
export type Corpus = { language: string; sentences: string[]; paragraphs: string[] };

/** Debian's documentation, by language. The reference manual and the help are translated sentence by sentence. */
const packages: Record<string, readonly string[]> = {
  english: ['libreoffice-help-en-us', 'debian-reference-en', 'manpages', 'manpages-dev'],
  'chinese simplified': ['libreoffice-help-zh-cn', 'debian-reference-zh-cn', 'manpages-zh'],
  'chinese traditional': ['libreoffice-help-zh-tw', 'debian-reference-zh-tw'],
  japanese: ['libreoffice-help-ja', 'debian-reference-ja', 'manpages-ja'],
  korean: ['libreoffice-help-ko'],
  spanish: ['libreoffice-help-es', 'debian-reference-es', 'manpages-es'],
  french: ['libreoffice-help-fr', 'debian-reference-fr', 'manpages-fr'],
  italian: ['libreoffice-help-it', 'debian-reference-it', 'manpages-it'],
  portuguese: ['libreoffice-help-pt', 'libreoffice-help-pt-br', 'debian-reference-pt', 'manpages-pt-br'],
  czech: ['libreoffice-help-cs', 'manpages-cs'],
  german: ['libreoffice-help-de', 'debian-reference-de', 'manpages-de'],
};

const INSTALLED = '/usr/share';
/** Shorter ones are headings and labels, longer ones listings. */
const [SHORTEST, LONGEST] = [12, 4_000];
/** In its own script; what was left untranslated is English. */
const WRITTEN_IN: Record<string, RegExp> = {
  'chinese simplified': /\p{Script=Han}/u,
  'chinese traditional': /\p{Script=Han}/u,
  japanese: /[\p{Script=Hiragana}\p{Script=Katakana}]/u,
  korean: /\p{Script=Hangul}/u,
};

/** Fetches what is missing. Throws with the list of what is neither here nor to be had. */
export function readCorpora(): Corpus[] {
  mkdirSync(packageCache, { recursive: true });
  const missing = Object.values(packages)
    .flat()
    .filter((name) => !existsSync(folderOf(name)) && !fetchPackage(name));
  if (missing.length > 0) {
    throw new Error(
      `Ordinary text is missing: ${missing.join(', ')}. On Debian, as root: apt-get update, then again; or install them.`,
    );
  }
  const english = new Set<string>();
  return Object.entries(packages).map(([language, names]) => {
    const isOwn = (text: string) => (WRITTEN_IN[language]?.test(text) ?? true) && !english.has(text);
    const paragraphs = new Set(names.flatMap(paragraphsOf).filter(isOwn));
    const sentences = new Set([...paragraphs].flatMap(sentencesOf).filter(isOwn));
    if (language === 'english') for (const text of [...sentences, ...paragraphs]) english.add(text);
    return { language, sentences: [...sentences], paragraphs: [...paragraphs] };
  });
}

function folderOf(name: string): string {
  return join(packageCache, name);
}

function fetchPackage(name: string): boolean {
  try {
    unpackPackage(name);
    return true;
  } catch {
    return linkInstalled(name);
  }
}

/** An installed package is read where it is. */
function linkInstalled(name: string): boolean {
  try {
    const files = execFileSync('dpkg', ['-L', name], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    })
      .split('\n')
      .filter((path) => path.startsWith(INSTALLED));
    mkdirSync(folderOf(name), { recursive: true });
    writeFileSync(join(folderOf(name), 'files'), files.join('\n'));
    return true;
  } catch {
    return false;
  }
}

function paragraphsOf(name: string): string[] {
  const kept = join(packageCache, `${name}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as string[];
  const paragraphs = filesOf(name)
    .flatMap(readPage)
    .filter(({ length }) => length >= SHORTEST && length <= LONGEST);
  writeFileSync(kept, JSON.stringify(paragraphs));
  return paragraphs;
}

function filesOf(name: string): string[] {
  const list = join(folderOf(name), 'files');
  const files = existsSync(list)
    ? readFileSync(list, 'utf8').split('\n')
    : readdirSync(folderOf(name), { recursive: true, encoding: 'utf8' }).map((path) =>
        join(folderOf(name), path),
      );
  return files.filter((path) => /\.html$|\/man\/.*\.\d\w*\.gz$/.test(path));
}

function readPage(path: string): string[] {
  const raw = readFileSync(path);
  if (path.endsWith('.gz')) return readManual(gunzipSync(raw).toString('utf8'));
  return readHtml(raw.toString('utf8'));
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ', apos: "'" };

function readHtml(html: string): string[] {
  return html
    .replace(/^[\s\S]*?<body[^>]*>|<(script|style|header|aside|footer)[\s\S]*?<\/\1>/g, '')
    .split(/<\/?(?:p|li|td|th|h\d|dt|dd|div|pre|tr|table|ul|ol|dl)\b[^>]*>/)
    .map((part) =>
      part
        .replace(/<[^>]*>/g, '')
        .replace(/&(#?\w+);/g, (whole, name: string) =>
          name.startsWith('#')
            ? String.fromCodePoint(Number(name.replace(/^#x/, '0x').replace('#', '')))
            : (ENTITIES[name] ?? whole),
        )
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

/** A manual page without its markup. */
function readManual(roff: string): string[] {
  return roff
    .replace(/^['.]\\".*$/gm, '')
    .replace(/^\.(?:B|I|BR|IR|RB|RI|BI|IB|SM)\s+/gm, '')
    .split(/\n\s*\n|^\..*$/m)
    .map((part) =>
      part
        .replace(/\\f(?:\[\w*\]|.)|\\[&|^/,]/g, '')
        .replace(/\\-/g, '-')
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

function sentencesOf(paragraph: string): string[] {
  return paragraph
    .split(/(?<=[.!?])\s+(?=\p{Lu}|\p{P})|(?<=[。！？])/u)
    .map((sentence) => sentence.trim())
    .filter(({ length }) => length >= SHORTEST);
}
