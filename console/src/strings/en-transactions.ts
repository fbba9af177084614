import type { Evidence } from '@haven/shared/chain/diagnosis';

const errors = {
  timeout: 'no answer in time',
  unreachable: 'unreachable',
  refused: 'refused',
  malformed: 'answer not understood',
  rate_limited: 'asked too often',
  other_network: 'another network',
} as const;

const disagreements = { existence: 'whether it exists', block: 'its block', outcome: 'its outcome' } as const;

/** Words of looking into transactions, in English. */
export const enTransactions = {
  title: 'Transaction',
  hash: 'Transaction hash',
  placeholder: 'Hash or explorer link',
  lookUp: 'Look up',
  lookingUp: 'Looking…',
  lookUpHash: (hash: string) => `Look up ${hash}`,
  share: 'Send status card',
  shared: 'Status card sent',
  explorer: 'Explorer',
  invalid: 'This is no transaction hash.',
  noNetwork: 'No network with such hashes is set up. An admin adds it under Settings, Networks.',
  to: 'To',
  from: 'From',
  nonce: 'Nonce',
  network: 'Network',
  block: 'Block',
  paid: 'Fee paid',
  baseFee: 'Base fee',
  maxFee: 'Max fee',
  replaceFrom: (fee: string) => `Replacing it needs ${fee} or more.`,
  suggested: (fee: string) => `About ${fee} would be taken soon.`,
  newHash: 'Took its place',
  token: 'Token’s contract',
  approvals: 'Approvals',
  lookAlike: 'Look-alike',
  steps: 'What the visitor is told to do',
  evidence: 'Evidence',
  as: (time: string) => `as of ${time}`,
  evidenceOf(each: Evidence): string {
    switch (each.kind) {
      case 'answered':
        return `Source ${each.source}: ${each.hasTransaction ? 'knows it' : 'does not know it'}${each.head === null ? '' : `, head ${each.head}`}`;
      case 'failed':
        return `Source ${each.source}: ${errors[each.error]}`;
      case 'lagging':
        return `Source ${each.source}: ${each.blocks} blocks behind`;
      case 'incredible_head':
        return `Source ${each.source}: names head ${each.head}, which cannot be`;
      case 'disagreement':
        return `Sources ${each.sources.join(', ')} differ in ${disagreements[each.on]}`;
      case 'reorganised':
        return `Was in block ${each.fromNumber}, which is gone`;
    }
  },
  cardSent: (label: string) => `Status card: ${label}`,
};
