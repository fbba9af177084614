import type { Outcome, Size } from './outcome.ts';
import { commits } from './routing-commits.ts';
import { decisionCost, decisions } from './routing-decisions.ts';
import { screen } from './routing-screen.ts';

/** Decisions and assignments a second, what a decision costs by size, and how soon an agent's screen shows the next chat. */
export async function routing(size: Size): Promise<Outcome> {
  const outcomes = [await decisions(size), await commits(size), await decisionCost(size), await screen(size)];
  return {
    rows: outcomes.flatMap(({ rows }) => rows),
    json: Object.assign({}, ...outcomes.map(({ json }) => json)) as Outcome['json'],
  };
}
