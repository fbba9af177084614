import { languages } from '../language.ts';
import { findAsk } from '../phishing/find-ask.ts';
import { type Diagnosis, diagnosisSchema, obstacles, verdicts } from './diagnosis.ts';
import { amountText, explain, pointed } from './explain.ts';
import { feeParts, shownFacts } from './diagnosis-facts.ts';

const address = (digit: string) => `0x${digit.repeat(40)}`;
const transaction = {
  from: address('a'),
  to: address('b'),
  amount: { value: '820000000000000000', decimals: 18, symbol: 'ETH' },
  nonce: 148,
  outputs: [],
  at: null,
};
const block = { number: 7, hash: `0x${'7'.repeat(64)}`, confirmations: 2, finalAfter: 12 };
const token = { address: address('c'), symbol: 'USDT', decimals: 6 };
const offer = {
  kind: 'gas',
  maxFee: '9500000000',
  maxPriorityFee: null,
  baseFee: '24100000000',
  replaceFrom: '10450000000',
  suggested: '27000000000',
  gasLimit: '21000',
};
const queue = { nonce: 148, nextNonce: 146, missingNonce: 147 };
const included = {
  transaction,
  block,
  paid: { amount: { value: '1', decimals: 18, symbol: 'ETH' }, used: '1', limit: '1' },
  reason: { kind: 'message', text: 'paused' },
  recipient: 'token',
  transfers: [{ token, from: address('a'), to: address('d'), value: '5000000', isCollectible: false }],
  approvals: [
    {
      token,
      owner: address('a'),
      spender: address('e'),
      value: null,
      isUnlimited: true,
      spenderIs: 'unknown',
      spenderName: null,
    },
  ],
  lookAlike: { address: address('f'), resembles: address('b'), by: 'zero_value' },
};
const factsOf: Record<string, object> = {
  not_found: { searched: ['eip155:1'], foundOn: [], seenBefore: null, queue: null },
  wrong_network: { searched: ['eip155:1'], foundOn: ['eip155:56'], seenBefore: null, queue: null },
  being_replaced: { searched: ['eip155:1'], foundOn: [], seenBefore: null, queue },
  dropped: { searched: ['eip155:1'], foundOn: [], seenBefore: { transaction, at: 'x' }, queue },
  unknown: { obstacle: 'no_answer', transaction: null },
};

function sample(verdict: Diagnosis['verdict'], facts?: object): Diagnosis {
  const group = verdict.startsWith('pending')
    ? { transaction, offer, queue }
    : ['replaced', 'repriced', 'cancelled'].includes(verdict)
      ? { transaction, by: `0x${'9'.repeat(64)}`, block }
      : (factsOf[verdict] ?? included);
  return diagnosisSchema.parse({
    verdict,
    network: 'eip155:1',
    networkName: { 'zh-CN': '以太坊', en: 'Ethereum' },
    hash: `0x${'1'.repeat(64)}`,
    isFinal: false,
    at: '2026-11-26T12:00:00Z',
    nextCheckAt: null,
    explorerUrl: null,
    evidence: [],
    facts: facts ?? group,
  });
}

describe('a diagnosis in words', () => {
  it.each(verdicts)(
    '[SAFE8] %s is told in both languages, asks for nothing and promises no time',
    (verdict) => {
      const told = languages.map((language) => explain(sample(verdict), language));
      expect(told[0]?.text).not.toBe(told[1]?.text);
      for (const { label, text, steps } of told) {
        expect(label).not.toBe('');
        const all = [text, ...steps].join('\n');
        expect(findAsk(all)).toBeNull();
        expect(all).not.toMatch(/\d+\s*(?:minutes?|hours?|分钟|小时)|\bsoon\b|马上|很快/i);
      }
    },
  );

  it('[SAFE8] names what is particular: where it is, what comes first, why it failed, who may take', () => {
    const text = (verdict: Diagnosis['verdict'], facts?: object) =>
      explain(sample(verdict, facts), 'en').text;
    expect(text('wrong_network')).toContain('BNB Smart Chain');
    expect(text('pending_nonce_gap')).toContain('Number 147 comes first; this is number 148.');
    expect(text('confirming')).toContain('2 of 12 confirmations.');
    expect(text('reverted')).toContain('“paused”');
    expect(text('reverted', { ...included, reason: { kind: 'panic', code: 18 } })).toContain('Panic(0x12)');
    expect(text('reverted', { ...included, reason: { kind: 'withheld' } })).toContain('reads like a lure');
    expect(text('suspicious_approval')).toContain(`${address('e')} may take all of them.`);
    expect(text('poisoned_address')).toContain(`It imitates ${address('b')}.`);
    expect(text('sent_to_contract')).toContain('token’s own contract');
    for (const obstacle of obstacles)
      expect(text('unknown', { obstacle, transaction: null }).length).toBeGreaterThan(40);
  });

  it('writes amounts as they are, cut and never rounded up', () => {
    expect(pointed('820000000000000000', 18)).toBe('0.82');
    expect(pointed('1999999999999999999', 18)).toBe('1.999999');
    expect(pointed('1', 18)).toBe('< 0.000001');
    expect(pointed('0', 18)).toBe('0');
    expect(amountText({ value: '5000000', decimals: 6, symbol: 'USDT' }, 'en')).toBe('5 USDT');
    expect(amountText({ value: '7', decimals: null, symbol: null }, 'en')).toBe('7 smallest units of');
  });

  it('shows of a token’s transfer the token, and of a coin’s the coin', () => {
    const coin = shownFacts(sample('succeeded'));
    expect([coin.amount?.symbol, coin.to]).toEqual(['ETH', address('b')]);
    const noCoin = { ...transaction, amount: { ...transaction.amount, value: '0' } };
    const moved = shownFacts(sample('token_not_visible', { ...included, transaction: noCoin }));
    expect([moved.amount?.symbol, moved.to, moved.token?.address]).toEqual([
      'USDT',
      address('d'),
      address('c'),
    ]);
    expect(feeParts(shownFacts(sample('pending_underpriced')).offer)?.own).toBeCloseTo(9.5 / 24.1);
  });
});
