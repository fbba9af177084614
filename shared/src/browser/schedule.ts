/** Runs something once, later; returns the way to call it off. Passed in, so that a model can move time. */
export type Schedule = (run: () => void, ms: number) => () => void;

/** The page's own timers. */
export const pageSchedule: Schedule = (run, ms) => {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
};
