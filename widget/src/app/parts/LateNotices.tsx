import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Place = { place: 'home' | 'chat' };

/** What the operator tells everybody, once its code is there: the first view does not wait for it. */
export function LateNotices({ place }: Place) {
  const [Notices, setNotices] = useState<ComponentType<Place> | null>(null);
  useEffect(() => {
    import('../notices/ServiceNotices.tsx').then(
      (loaded) => setNotices(() => loaded.ServiceNotices),
      () => undefined,
    );
  }, []);
  return Notices && <Notices place={place} />;
}
