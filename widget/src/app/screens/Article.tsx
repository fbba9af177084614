import type { FaqArticle } from '@haven/shared/faq';
import { paragraphsOf } from '../article.ts';
import { useApp, useStrings } from '../app-model.ts';
import { BackButton, CloseButton, Foot, SafetyLine } from '../parts/Bar.tsx';
import { isOpen } from '../session/live-state.ts';
import { useStore } from '../store.ts';
import { ScreenTitle } from '../parts/ScreenTitle.tsx';

/** One article to read, with the way to a person under it. */
export function Article({ article }: { article: FaqArticle }) {
  const app = useApp();
  const strings = useStrings();
  const { held, revoked } = useStore(app.liveState);
  const { language } = useStore(app.preferences);
  const isContinued = isOpen(held);
  return (
    <main class="w" aria-label={strings.home.article}>
      <header class="bar">
        <BackButton />
        <CloseButton />
      </header>
      <article class="scroll pad article" lang={language}>
        <ScreenTitle look="h-screen">{article.title}</ScreenTitle>
        {paragraphsOf(article.body).map((part, index) =>
          part.kind === 'list' ? (
            <ul key={index}>
              {part.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          ) : (
            <p key={index}>{part.text}</p>
          ),
        )}
      </article>
      <SafetyLine look="plain" />
      {revoked !== 'blocked' && (
        <Foot>
          <p class="foot-note">{strings.home.stillStuck}</p>
          <button
            type="button"
            class="btn btn-lg btn-block"
            onClick={() => app.navigation.push({ name: isContinued ? 'chat' : 'start-type' })}
          >
            {isContinued ? strings.home.continueChat : strings.home.start}
          </button>
        </Foot>
      )}
    </main>
  );
}
