import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useStrings } from '../app-model.ts';
import { BackButton, CloseButton } from './Bar.tsx';

type Part = { component: ComponentType } | 'loading' | 'failed';

/** A screen whose code is fetched when it is first shown. */
export function lazyScreen(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | null = null;

  return function LazyScreen() {
    const [part, setPart] = useState<Part>(loaded === null ? 'loading' : { component: loaded });
    const [attempt, setAttempt] = useState(0);
    useEffect(() => {
      if (loaded !== null) return;
      load().then(
        (component) => {
          loaded = component;
          setPart({ component });
        },
        () => setPart('failed'),
      );
    }, [attempt]);

    if (part === 'loading') return <Empty />;
    if (part === 'failed') {
      return (
        <Failed
          retry={() => {
            setPart('loading');
            setAttempt(attempt + 1);
          }}
        />
      );
    }
    const Component = part.component;
    return <Component />;
  };
}

function Empty() {
  return (
    <main class="w">
      <header class="bar">
        <BackButton />
        <CloseButton />
      </header>
      <div class="scroll pad" aria-busy="true" />
    </main>
  );
}

/** What is safe, what to do: nothing was lost, try again. */
export function Failed({ retry }: { retry: () => void }) {
  const strings = useStrings();
  return (
    <main class="w">
      <header class="bar">
        <BackButton />
        <CloseButton />
      </header>
      <div class="center" role="alert">
        <p>{strings.home.failed}</p>
        <button type="button" class="btn btn-lg" onClick={retry}>
          {strings.retry}
        </button>
      </div>
    </main>
  );
}
