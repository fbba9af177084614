/** One socket of a load: what it says to get in, and the conversations in which it talks. */
export type LoadSocket = {
  namespace: string;
  auth: Record<string, unknown>;
  cookie?: string;
  conversationIds: string[];
  /** Where it connects, if not where the others of its plan do. */
  url?: string;
};

/** What a load generator is told on its standard input. */
export type LoadPlan = {
  url: string;
  sockets: LoadSocket[];
  /** Whether a socket catches up before it talks, as Haven's clients do. */
  resumes: boolean;
  warmUpMs: number;
  measureMs: number;
  /** Sends in a second over all sides, from the intended time of each; null: one in flight from each side. */
  rate: number | null;
  /** Decides who sends next where there is a rate. */
  seed: number;
};

/** What it reports at the end. Latencies in milliseconds. */
export type LoadReport = {
  /** Acked within the time that was measured. */
  acked: number;
  /** Of everything that was sent from the first to the last, the warm-up included. */
  refused: number;
  /** Acked, and never heard by the other party, although it had time. */
  lost: number;
  /** Heard more than once by those who had not sent it. */
  doubled: number;
  seconds: number;
  ackP50: number;
  ackP99: number;
};
