import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { languages } from '@haven/shared/language';
import { findRefusedLink } from '@haven/shared/links';
import { findAsk } from '@haven/shared/phishing/find-ask';
import { starterArticles } from './starter.ts';

describe('the twelve articles that Haven brings along', () => {
  it('are twelve, each known by a key of its own', () => {
    expect(new Set(starterArticles.map(({ key }) => key)).size).toBe(12);
  });

  it.each(starterArticles)(
    '$key is what an administrator could have written, in both languages',
    (article) => {
      const { title, body } = article;
      const written = { title, body, isPublished: true };
      expect(adminEndpoints.createFaq.body.parse(written)).toEqual(written);
      for (const language of languages) expect(body[language].length).toBeGreaterThan(200);
      // A text that was pasted under the wrong language.
      expect(title['zh-CN'] + body['zh-CN']).toMatch(/\p{Script=Han}/u);
      expect(title.en + body.en).not.toMatch(/\p{Script=Han}/u);
    },
  );

  it.each(starterArticles)(
    '[SAFE5] $key asks for nothing and links nowhere that an agent may not',
    ({ title, body }) => {
      for (const text of [...Object.values(title), ...Object.values(body)]) {
        expect({ text, rule: findAsk(text) }).toEqual({ text, rule: null });
        expect(findRefusedLink(text, [], (url) => new URL(url))).toBeNull();
      }
    },
  );
});
