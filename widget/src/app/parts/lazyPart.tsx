import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { useStrings } from '../app-model.ts';

/** A card of the thread whose code is fetched when the first one is shown. */
export function lazyPart<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;

  return function LazyPart(props: P) {
    const strings = useStrings();
    const [state, setState] = useState<'loading' | 'ready' | 'failed'>(loaded ? 'ready' : 'loading');
    useEffect(() => {
      if (state !== 'loading') return;
      load().then(
        (component) => {
          loaded = component;
          setState('ready');
        },
        () => setState('failed'),
      );
    }, [state]);
    const Component = loaded;
    if (Component) return <Component {...props} />;
    if (state === 'loading') return <section class="sc wide" aria-busy="true" />;
    return (
      <section class="sc wide" role="alert">
        <div class="sc-b">
          <p class="sc-exp">{strings.home.failed}</p>
          <div class="sc-f">
            <button type="button" class="btn" onClick={() => setState('loading')}>
              {strings.retry}
            </button>
          </div>
        </div>
      </section>
    );
  };
}
