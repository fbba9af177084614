import type { FaqArticle } from '@haven/shared/faq';
import { createStore, type Store } from './store.ts';

/** One screen of the widget. */
export type Screen =
  | { name: 'home' }
  | { name: 'article'; article: FaqArticle }
  | { name: 'start-type' }
  | { name: 'start-describe' }
  | { name: 'chat' }
  | { name: 'rating' }
  | { name: 'official' };

export type Navigation = {
  readonly stack: Store<readonly Screen[]>;
  /** Whether this is another screen than the first one shown. */
  hasMoved(): boolean;
  /** Opens a screen above the current one. */
  push(screen: Screen): void;
  /** Replaces everything above home: for steps that one does not go back to. */
  reset(screen?: Screen): void;
  /** Goes back by one; false when this is home already. */
  back(): boolean;
  /**
   * Puts something above the screen: going back calls `onBack`, and the screen stays. Answers with the way to take it
   * away by another choice, which resolves when another screen may be opened.
   */
  cover(onBack: () => void): () => Promise<void>;
};

const home: Screen = { name: 'home' };

/** The stack with one screen more; the same screen twice in a row is one. */
export function pushed(stack: readonly Screen[], screen: Screen): readonly Screen[] {
  const top = stack[stack.length - 1];
  return top?.name === screen.name ? [...stack.slice(0, -1), screen] : [...stack, screen];
}

/** Home alone, or home with one screen above it. */
export function restarted(screen: Screen = home): readonly Screen[] {
  return screen.name === 'home' ? [home] : [home, screen];
}

/**
 * Keeps the stack of screens. Opened by itself, each screen is an entry of the browser's history, so that the back
 * gesture goes back by one; inside a frame it must not fill the host page's history.
 */
export function createNavigation(usesHistory: boolean): Navigation {
  const stack = createStore<readonly Screen[]>([home]);
  let hasMoved = false;
  stack.watch(() => {
    hasMoved = true;
  });

  function show(next: readonly Screen[]): void {
    if (usesHistory && next.length > stack.get().length) history.pushState({ depth: next.length }, '');
    stack.set(next);
  }

  function pop(): boolean {
    if (stack.get().length < 2) return false;
    stack.update((screens) => screens.slice(0, -1));
    return true;
  }

  /** What lies above the screen, the last one on top. */
  const covers: (() => void)[] = [];
  /** Called when the history has gone back over a cover that was taken away. */
  const uncovered: (() => void)[] = [];

  function goneBack(): void {
    const settle = uncovered.shift();
    if (settle !== undefined) return settle();
    const onBack = covers.pop();
    if (onBack !== undefined) return onBack();
    pop();
  }

  if (usesHistory) window.addEventListener('popstate', goneBack);

  return {
    stack,
    hasMoved: () => hasMoved,
    push: (screen) => show(pushed(stack.get(), screen)),
    reset: (screen) => show(restarted(screen)),
    cover(onBack) {
      covers.push(onBack);
      if (usesHistory) history.pushState({ depth: stack.get().length + covers.length }, '');
      return () => {
        const at = covers.indexOf(onBack);
        if (at < 0) return Promise.resolve();
        covers.splice(at, 1);
        if (!usesHistory) return Promise.resolve();
        return new Promise((resolve) => {
          uncovered.push(resolve);
          history.back();
        });
      };
    },
    back() {
      const onBack = usesHistory ? undefined : covers.pop();
      if (onBack !== undefined) {
        onBack();
        return true;
      }
      if (!usesHistory || stack.get().length < 2) return pop();
      history.back();
      return true;
    },
  };
}
