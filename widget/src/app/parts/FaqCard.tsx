import type { FaqArticle } from '@haven/shared/faq';
import type { InboxProfile } from '@haven/shared/http/visitor-endpoints';
import { queryMaxChars } from '@haven/shared/limits';
import { refuse } from '@haven/shared/result';
import { useEffect, useState } from 'preact/hooks';
import { useApp, useStrings } from '../app-model.ts';
import { searchArticles } from '../inbox.ts';
import { useStore } from '../store.ts';
import { Icon } from './Icon.tsx';

/** A pause in typing this long starts a search: fewer requests, no waiting felt. */
const searchAfterMs = 250;

/** Articles, and the search through them. The words stay while an article is read. */
export function FaqCard({ profile }: { profile: InboxProfile }) {
  const app = useApp();
  const strings = useStrings();
  const words = useStore(app.searchWords);
  const { language } = useStore(app.preferences);
  const found = useSearch(profile, words);
  const articles = found ?? profile.articles;
  return (
    <section class="card faq">
      <div class="faq-search">
        <Icon name="search" size={18} />
        <input
          type="search"
          enterkeyhint="search"
          value={words}
          maxLength={queryMaxChars}
          placeholder={strings.home.search}
          aria-label={strings.home.searchLabel}
          onInput={(event) => app.searchWords.set(event.currentTarget.value)}
          onFocus={app.guard.warmUp}
        />
        {words !== '' && (
          <button
            type="button"
            class="icon-btn"
            aria-label={strings.home.clearSearch}
            onClick={() => app.searchWords.set('')}
          >
            <Icon name="close" size={16} />
          </button>
        )}
      </div>
      <ul lang={language}>
        {articles.map((article) => (
          <li key={article.id}>
            <button type="button" onClick={() => app.navigation.push({ name: 'article', article })}>
              {article.title}
              <Icon name="right" size={16} />
            </button>
          </li>
        ))}
      </ul>
      <output class={found?.length === 0 ? 'faq-none' : 'sr-only'}>
        {found?.length === 0 ? strings.home.noArticles : ''}
      </output>
    </section>
  );
}

/** What a search found, or null while nothing is searched; a failed search leaves what was shown. */
function useSearch(profile: InboxProfile, words: string): FaqArticle[] | null {
  const app = useApp();
  const { language } = useStore(app.preferences);
  const [found, setFound] = useState<FaqArticle[] | null>(null);
  const query = words.trim();
  useEffect(() => {
    if (query === '') {
      setFound(null);
      return;
    }
    const abort = new AbortController();
    async function search(): Promise<void> {
      const passed = await app.guard.pass(query, { where: 'search' }, (declared) =>
        abort.signal.aborted
          ? Promise.resolve(refuse('unavailable'))
          : searchArticles(profile.key, { language, q: query }, declared, abort.signal),
      );
      if (abort.signal.aborted) return;
      if (passed.isStopped) {
        if (!passed.isUnchecked) app.searchWords.set(passed.text);
      } else if (passed.answer.ok) setFound(passed.answer.value);
    }
    const timer = setTimeout(() => void search(), searchAfterMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [app, query, language, profile.key]);
  return query === '' ? null : found;
}
