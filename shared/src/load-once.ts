/** Loads at the first call and answers all with that; a load that failed, as offline, is tried again by the next. */
export function loadOnce<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | null = null;
  return () => {
    const current = (loading ??= load());
    current.catch(() => (loading = null));
    return current;
  };
}
