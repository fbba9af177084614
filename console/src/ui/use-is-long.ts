import { useEffect, useState } from 'react';

/** Shorter than this, in milliseconds, and a hiccup is not worth a word. */
const graceMs = 1_200;

/** Whether something has been so for longer than a hiccup. */
export function useIsLong(isSo: boolean): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    if (!isSo) return setLong(false);
    const timer = setTimeout(() => setLong(true), graceMs);
    return () => clearTimeout(timer);
  }, [isSo]);
  return isLong;
}
