import type { Diagnosis, DiagnosisOf } from '@haven/shared/chain/diagnosis';
import { isNews } from './transaction-news.ts';
import { withoutLures } from './without-lures.ts';

const transaction = {
  from: '0x1',
  to: '0x2',
  amount: { value: '1', decimals: 18, symbol: 'ETH' },
  nonce: 1,
  outputs: [],
  at: null,
};
const common = {
  network: 'eip155:1',
  networkName: { 'zh-CN': '以太坊', en: 'Ethereum' },
  hash: '0xab',
  isFinal: false,
  nextCheckAt: null,
  explorerUrl: null,
  evidence: [],
};
const at = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();

function pending(baseFee: string, more: Partial<DiagnosisOf<'pending'>> = {}): Diagnosis {
  const offer = {
    kind: 'gas',
    maxFee: '20',
    maxPriorityFee: '1',
    baseFee,
    replaceFrom: '22',
    suggested: baseFee,
    gasLimit: '21000',
  } as const;
  return { ...common, at: at(0), verdict: 'pending', facts: { transaction, offer, queue: null }, ...more };
}

function confirming(
  confirmations: number,
  more: Partial<DiagnosisOf<'confirming'>['facts']> = {},
): Diagnosis {
  const facts: DiagnosisOf<'confirming'>['facts'] = {
    transaction,
    block: { number: 5, hash: '0xb', confirmations, finalAfter: 12 },
    paid: null,
    reason: null,
    recipient: 'account',
    transfers: [],
    approvals: [],
    lookAlike: null,
    ...more,
  } as const;
  return {
    ...common,
    at: at(0),
    verdict: 'confirming',
    facts: { ...facts, transfers: [...facts.transfers] },
  };
}

describe('[SAFE8] what is news of a transaction', () => {
  it('is another verdict, block or quarter of the way, and no single confirmation or step of the base fee', () => {
    expect(isNews(pending('24100000000'), pending('24900000000', { at: at(1) }))).toBe(false);
    expect(isNews(pending('24100000000'), pending('31000000000'))).toBe(true);
    expect(isNews(pending('9000000000'), pending('10000000000'))).toBe(true);
    expect(isNews(pending('1'), pending('1', { verdict: 'pending_underpriced' } as never))).toBe(true);
    expect(isNews(confirming(1), confirming(2))).toBe(false);
    expect(isNews(confirming(2), confirming(3))).toBe(true);
    const moved = confirming(1, { block: { number: 6, hash: '0xc', confirmations: 1, finalAfter: 12 } });
    expect(isNews(confirming(1), moved)).toBe(true);
    expect(isNews(confirming(12), { ...confirming(12), isFinal: true })).toBe(true);
  });

  it('is silence only when it lasts', () => {
    const silence = (minutes: number): Diagnosis => ({
      ...common,
      at: at(minutes),
      verdict: 'unknown',
      facts: { obstacle: 'no_answer', transaction },
    });
    expect(isNews(pending('1'), silence(1))).toBe(false);
    expect(isNews(pending('1'), silence(6))).toBe(true);
    expect(isNews(silence(0), silence(6))).toBe(false);
    expect(isNews(silence(0), pending('1'))).toBe(true);
  });
});

it('[SAFE5] words of strangers that support may not send are withheld, and no others', async () => {
  const isLure = async (text: string) => text.includes('claim');
  const token = (symbol: string) => ({ address: '0x3', symbol, decimals: 6 });
  const move = (symbol: string) => ({
    token: token(symbol),
    from: '0x1',
    to: '0x2',
    value: '5',
    isCollectible: false,
  });
  const told = confirming(1, {
    reason: { kind: 'message', text: 'claim at evil.example' },
    transfers: [move('USDT'), move('claim-now')],
  });
  const { facts } = (await withoutLures(told, isLure)) as DiagnosisOf<'confirming'>;
  expect(facts.reason).toEqual({ kind: 'withheld' });
  expect(facts.transfers.map((one) => one.token.symbol)).toEqual(['USDT', null]);
  const harmless = confirming(1, { reason: { kind: 'message', text: 'too late' } });
  expect(await withoutLures(harmless, isLure)).toBe(harmless);
});
