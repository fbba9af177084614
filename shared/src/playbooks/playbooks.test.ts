import { messageMaxChars } from '../limits.ts';
import { languages } from '../language.ts';
import { findRefusedLink } from '../links.ts';
import { findAsk } from '../phishing/find-ask.ts';
import { type Playbook, playbookFor, playbookKeys, playbookSchema } from '../playbook.ts';
import { playbooks } from './all.ts';

const all = Object.values(playbooks);
const answersOf = ({ steps }: Playbook) =>
  steps.flatMap(({ action }) => (action?.kind === 'answer' ? action.answers : []));
/** Every text of a playbook, with what it may be long. */
const textsOf = (playbook: Playbook) => [
  ...[playbook.title, ...playbook.ends.map(({ text }) => text)].map((text) => ({ text, max: 60 })),
  ...answersOf(playbook).map(({ label }) => ({ text: label, max: 40 })),
  ...playbook.steps.map(({ text }) => ({ text, max: 100 })),
  ...[playbook.never, ...playbook.steps.flatMap(({ hint }) => hint ?? [])].map((text) => ({
    text,
    max: 240,
  })),
  ...answersOf(playbook).map(({ text }) => ({ text, max: Math.min(messageMaxChars, 600) })),
];

describe('the playbooks', () => {
  it('are six, each under its own key, and every issue type’s is one of them', () => {
    expect(Object.entries(playbooks).map(([key, playbook]) => [key, playbook.key])).toEqual(
      playbookKeys.map((key) => [key, key]),
    );
    expect(playbookFor('transaction.pending')).toBe('pending');
    expect(playbookFor('transaction.wrong_target')).toBe('not_received');
    expect(playbookFor('account.hardware')).toBeNull();
    expect(playbookFor('constructor')).toBeNull();
  });

  it.each(all)('$key is what the schema says, with keys of its own', (playbook) => {
    expect(playbookSchema.parse(playbook)).toEqual(playbook);
    for (const keyed of [playbook.steps, playbook.ends, answersOf(playbook)]) {
      expect(new Set(keyed.map(({ key }) => key)).size).toBe(keyed.length);
      expect(keyed.length).toBeGreaterThan(1);
    }
  });

  it.each(all)('$key is there in both languages, as long as it may be', (playbook) => {
    for (const { text, max } of textsOf(playbook)) {
      for (const language of languages) {
        expect(text[language].trim()).not.toBe('');
        expect({ text: text[language], fits: text[language].length <= max }).toEqual({
          text: text[language],
          fits: true,
        });
      }
      expect(text['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(text.en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(all)('[SAFE5] $key asks for nothing and links nowhere that an agent may not', (playbook) => {
    for (const { text } of textsOf(playbook)) {
      for (const said of Object.values(text)) {
        expect({ said, rule: findAsk(said) }).toEqual({ said, rule: null });
        expect(findRefusedLink(said, [], (url) => new URL(url))).toBeNull();
      }
    }
  });

  it.each(all)('[GUIDE2] $key promises no time', (playbook) => {
    const time = /\d+\s*(?:minutes?|hours?|days?|分钟|小时|天)|几分钟|几小时|soon be|马上到账|很快到账/iu;
    for (const { text } of textsOf(playbook)) {
      for (const said of Object.values(text)) expect(said).not.toMatch(time);
    }
  });
});
