import type { StarterArticle } from './starter-article.ts';
import { safetyArticles } from './starter-safety.ts';
import { transferArticles } from './starter-transfers.ts';
import { walletArticles } from './starter-wallet.ts';

/** In the order in which people need them; the first five are on the widget's first screen. */
const order = [
  'official',
  'pending',
  'not_shown',
  'zero_after_import',
  'password',
  'stolen',
  'not_received',
  'failed_fee',
  'wrong_target',
  'import_error',
  'secret_shared',
  'tron_multisig',
];

/** The twelve articles that every installation can begin with: true of any self-custody wallet, no brand, no promise. */
export const starterArticles: readonly StarterArticle[] = [
  ...safetyArticles,
  ...transferArticles,
  ...walletArticles,
].sort((left, right) => order.indexOf(left.key) - order.indexOf(right.key));
