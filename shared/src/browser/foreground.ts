/**
 * Calls `wake` whenever the page may have missed something: it became visible, came back from the cache of pages, or
 * the network returned (LIVE3). Returns the way to stop.
 */
export function watchForeground(wake: () => void): () => void {
  const onVisible = () => {
    if (document.visibilityState === 'visible') wake();
  };
  document.addEventListener('visibilitychange', onVisible);
  window.addEventListener('pageshow', wake);
  window.addEventListener('online', wake);
  return () => {
    document.removeEventListener('visibilitychange', onVisible);
    window.removeEventListener('pageshow', wake);
    window.removeEventListener('online', wake);
  };
}
