import type { AnswerProblem } from '@haven/shared/request-answer';
import type { RequestWords } from './words.ts';

/** What is wrong with a value, where, and whose it is instead, in a sentence or two. */
export function problemText(problem: AnswerProblem, value: string, words: RequestWords): string {
  const said = [words.problems[problem.code]];
  const sign = 'at' in problem && problem.at !== undefined ? value.trim()[problem.at] : undefined;
  if (sign !== undefined && 'at' in problem && problem.at !== undefined)
    said.push(words.at(sign, problem.at + 1));
  if ('length' in problem && problem.length !== undefined) said.push(words.digits(problem.length));
  const isElsewhere = problem.code === 'other_family' || problem.code === 'is_address';
  if (isElsewhere && 'family' in problem && problem.family !== undefined)
    said.push(words.isOf(words.families[problem.family]));
  return said.filter((part) => part !== '').join(' ');
}
