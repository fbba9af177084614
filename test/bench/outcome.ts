/** How much to do: conversations with one send in flight from each side, rounds, and their length. */
export type Size = {
  conversations: number;
  rounds: number;
  seconds: number;
  /** Where everything that is chosen at random in a load comes from. */
  seed: number;
};

/** A row of the table: what it is, Haven's figure, the baseline's, and the target with whether it is met. */
export type Row = { figure: string; haven: string; baseline: string; target: string };
export type Outcome = { rows: Row[]; json: Record<string, number | number[]> };

export function verdict(isMet: boolean): string {
  return isMet ? 'met' : 'not met';
}
