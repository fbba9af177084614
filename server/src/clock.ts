/** The time that rules are judged by. Injected, so that a test moves it instead of waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now: () => number;
}

export const systemClock: Clock = { now: () => Date.now() };
