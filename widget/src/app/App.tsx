import { useEffect } from 'preact/hooks';
import { type App as AppModel, AppContext, StringsContext } from './app-model.ts';
import { Toast } from './parts/Bar.tsx';
import { lazyScreen } from './parts/Lazy.tsx';
import { Article } from './screens/Article.tsx';
import { Home } from './screens/Home.tsx';
import { useStore } from './store.ts';

const StartType = lazyScreen(async () => (await import('./screens/StartType.tsx')).StartType);
const StartDescribe = lazyScreen(async () => (await import('./screens/StartDescribe.tsx')).StartDescribe);
const Chat = lazyScreen(async () => (await import('./screens/Chat.tsx')).Chat);
const Rating = lazyScreen(async () => (await import('./screens/Rating.tsx')).Rating);

const Official = lazyScreen(async () => (await import('./screens/Official.tsx')).Official);

/** A confirmation stays this long: two short sentences are read in it. */
const toastMs = 5_000;

/** The whole widget: one screen at a time. */
export function App({ app }: { app: AppModel }) {
  const strings = useStore(app.strings);
  const screens = useStore(app.navigation.stack);
  const screen = screens[screens.length - 1];
  const { language } = useStore(app.preferences);
  const stopped = useStore(app.guard.shown);
  const checks = useStore(app.guard.checks);

  useEffect(
    () =>
      app.toast.watch((words) => {
        // Another one may have taken its place meanwhile.
        if (words !== null) setTimeout(() => app.toast.get() === words && app.toast.set(null), toastMs);
      }),
    [app],
  );

  if (strings === null || screen === undefined) return null;
  return (
    <AppContext.Provider value={app}>
      <StringsContext.Provider value={strings}>
        <div class={stopped === null ? 'frame' : 'frame is-stopped'}>
          {screen.name === 'home' && <Home />}
          {screen.name === 'article' && <Article article={screen.article} />}
          {screen.name === 'start-type' && <StartType />}
          {screen.name === 'start-describe' && <StartDescribe />}
          {screen.name === 'chat' && <Chat />}
          {screen.name === 'rating' && <Rating />}
          {screen.name === 'official' && <Official />}
          <Toast />
          {stopped && checks && (
            <checks.SafetySheet stopped={stopped} language={language} report={app.reportAsked} />
          )}
        </div>
      </StringsContext.Provider>
    </AppContext.Provider>
  );
}
