import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { settings } from '@haven/server/settings';
import { projectRoot } from './planted-project.ts';
import { filesThatMatch } from './source-files.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const exists = (path: string) => existsSync(join(projectRoot, path));
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, one]) => one ?? '');

const guides = readdirSync(join(projectRoot, 'docs')).filter((name) => name.endsWith('.md'));
const pages = [
  'README.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'shared/PROTOCOL.md',
  ...guides.map((name) => `docs/${name}`),
];

/** The cells of every table row below a heading, up to the next heading of its level. */
function rowsBelow(page: string, heading: string): string[][] {
  const [, part = ''] = `${read(page)}\n## `.split(`\n## ${heading}\n`);
  const [section = ''] = part.split('\n## ');
  return section
    .split('\n')
    .filter((line) => line.startsWith('| `'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map((cells) => cells.slice(1, -1));
}

const namesIn = (cell = '') => found(cell, /`([^`]+)`/g);

/** How a heading is addressed in a link. */
function anchorsOf(page: string): string[] {
  return found(read(page), /^#+ (.+)$/gm).map((heading) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} -]/gu, '')
      .replaceAll(' ', '-'),
  );
}

it('the table of settings is the list of settings', () => {
  const expected = Object.entries(settings).map(([name, { preset, description }]) => [
    `\`${name}\``,
    preset === '' ? '–' : `\`${preset}\``,
    description,
  ]);
  expect(rowsBelow('docs/operating.md', 'Settings')).toEqual(expected);
});

it('every dependency is listed once in the README with its reason, and none that is gone', () => {
  const wanted = ['.', 'shared', 'server', 'widget', 'console', 'test'].flatMap((folder) => {
    const manifest = JSON.parse(read(join(folder, 'package.json'))) as Partial<
      Record<'dependencies' | 'devDependencies', Record<string, string>>
    >;
    return Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  });
  const rows = rowsBelow('README.md', 'Dependencies');
  const expected = [...new Set(wanted)].filter((name) => !name.startsWith('@haven/'));
  expect(rows.flatMap(([names]) => namesIn(names)).sort()).toEqual(expected.sort());
  expect(rows.filter(([, reason]) => (reason ?? '').length < 5)).toEqual([]);
});

it.each(pages)('%s links to pages, headings and pictures that are there', (page) => {
  const targets = found(read(page), /\]\(([^)\s]+)\)/g).filter((target) => !/^[a-z]+:/.test(target));
  const dead = targets.filter((target) => {
    const [file = '', anchor] = target.split('#');
    const path = file === '' ? page : join(dirname(page), file);
    return !exists(path) || (anchor !== undefined && !anchorsOf(path).includes(anchor));
  });
  expect(dead).toEqual([]);
});

it.each(pages)('%s names scripts that npm knows', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
  const named = found(read(page), /npm run ([a-z][a-z:-]*[a-z])/g);
  expect(named.filter((name) => scripts[name] === undefined)).toEqual([]);
});

it.each(pages)('%s names files and folders that are there', (page) => {
  // What is made by a build or a start, and examples, are not in the clone.
  const isOurs = /^(shared|server|widget|console|test|docs)\/(?!dist\b)[\w./-]*\w\/?$/;
  const named = found(read(page), /`([^`\n]+)`/g).filter((text) => isOurs.test(text));
  expect(named.filter((path) => !exists(path))).toEqual([]);
});

it('the map of the code has every room', () => {
  const rooms = ['shared', 'server', 'widget', 'console'].flatMap((workspace) =>
    readdirSync(join(projectRoot, workspace, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => `${workspace}/src/${name}/`),
  );
  const mapped = rowsBelow('README.md', 'A map of the code').flatMap(([room]) => namesIn(room));
  expect(rooms.filter((room) => !mapped.includes(room))).toEqual([]);
});

describe('the page about embedding', () => {
  const page = read('docs/embedding.md');
  const widget = read('widget/src/loader/widget.ts');

  it('lists the attributes that the loader reads', () => {
    // The script's are those of a boot that are texts: a context is not.
    const [, attributes = ''] = /const \{ ([^}]+), context \} = given/.exec(
      read('widget/src/loader/options.ts'),
    ) ?? [''];
    const listed = rowsBelow('docs/embedding.md', 'On a web page').flatMap(([name]) => namesIn(name));
    expect(listed).toEqual(attributes.split(', ').map((name) => `data-${name}`));
  });

  it('lists the calls that the loader answers', () => {
    const [, body = ''] = widget.split('const commands');
    const calls = found(body.split('\n  };')[0] ?? '', /^ {4}(\w+):/gm);
    const called = found(page, /Haven\('(\w+)'/g);
    expect([...new Set(called)].sort()).toEqual([...new Set(calls)].sort());
  });

  it('lists the events that the loader tells', () => {
    const told = found(widget, /\bemit\(([^;]+)\);/g).flatMap((args) => found(args, /'(\w+)'/g));
    const listened = found(page, /Haven\('on', '(\w+)'/g);
    expect([...new Set(listened)].sort()).toEqual([...new Set(told)].sort());
  });

  it('lists the names of the context', () => {
    const [, names = ''] = /contextNames = \[([^\]]+)\]/.exec(read('widget/src/loader/options.ts')) ?? [''];
    const [, example = ''] = page.split('## Context');
    const [block = ''] = found(example, /```js\n([^]*?)```/g);
    expect(found(block, /^ {2}(\w+):/gm)).toEqual(found(names, /'(\w+)'/g));
  });
});

it('the page about operating tells of every line that a failed start says', () => {
  const page = read('docs/operating.md');
  const beginnings = filesThatMatch(/^server\/src\/(?!create-admin).*\.ts$/)
    .flatMap((path) => found(read(path), /new StartFailure\(\s*`([^`]+)`/g))
    .map((message) => message.split(/\$\{|[.:] /)[0] ?? '');
  expect(beginnings.length).toBeGreaterThan(8);
  expect(beginnings.filter((line) => !page.includes(`\`${line}`))).toEqual([]);
});
