/** Between two looks at the clock, and how late one must be to tell that the page was frozen meanwhile. */
const lookEveryMs = 5_000;
const frozenAfterMs = 15_000;

/**
 * Calls `wake` whenever the page may have missed something: it became visible, came back from the cache of pages, was
 * thawed, or the network returned (LIVE3). A webview may also be suspended and go on without any event; its timers then
 * stood still, which the clock tells. Calls `cut` when the device says that it has no network: a socket would notice
 * only by silence, up to a minute later. Returns the way to stop.
 */
export function watchForeground(wake: () => void, cut: () => void): () => void {
  const isVisible = () => document.visibilityState === 'visible';
  const onVisible = () => {
    if (isVisible()) wake();
  };
  let lookedAt = Date.now();
  const look = () => {
    const late = Date.now() - lookedAt - lookEveryMs;
    lookedAt = Date.now();
    // Browsers slow down the timers of hidden pages on purpose; those hear `visibilitychange` in time.
    if (late > frozenAfterMs && isVisible()) wake();
  };
  const timer = setInterval(look, lookEveryMs);
  document.addEventListener('visibilitychange', onVisible);
  document.addEventListener('resume', wake);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
  window.addEventListener('offline', cut);
  return () => {
    clearInterval(timer);
    document.removeEventListener('visibilitychange', onVisible);
    document.removeEventListener('resume', wake);
    window.removeEventListener('pageshow', wake);
    window.removeEventListener('online', wake);
    window.removeEventListener('offline', cut);
  };
}
