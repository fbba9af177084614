import { inspectText, textsIn } from './guarded-text.ts';
import { type Challenge, challengeSchema, signatureSchema } from './ownership.ts';
import { ownershipMessage } from './ownership-message.ts';
import { requestItemsSchema } from './request.ts';
import { checkAnswer } from './request-answer.ts';

const challenge: Challenge = {
  domain: 'support.example:8443',
  uri: 'https://support.example:8443',
  address: '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
  network: 'eip155:137',
  nonce: '0123456789abcdef0123456789abcdef',
  issuedAt: '2026-11-26T17:00:00.000Z',
  expiresAt: '2026-11-26T17:05:00.000Z',
  requestId: '0190a000-0000-7000-8000-000000000001',
  language: 'en',
};
const isSignature = (text: string) => signatureSchema.safeParse(text).success;

describe('what a wallet signs to prove an address', () => {
  it('[SAFE7] is the text of EIP-4361, line by line', () => {
    expect(ownershipMessage(challenge).split('\n')).toEqual([
      'support.example:8443 wants you to sign in with your Ethereum account:',
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '',
      expect.stringMatching(/^I prove to support that this address is mine\..+$/),
      '',
      'URI: https://support.example:8443',
      'Version: 1',
      'Chain ID: 137',
      'Nonce: 0123456789abcdef0123456789abcdef',
      'Issued At: 2026-11-26T17:00:00.000Z',
      'Expiration Time: 2026-11-26T17:05:00.000Z',
      'Request ID: 0190a000-0000-7000-8000-000000000001',
    ]);
    const inChinese = ownershipMessage({ ...challenge, language: 'zh-CN' });
    expect(inChinese).toContain('\n\n我向客服证明此地址属于我。');
    expect(inChinese.split('\n')).toHaveLength(12);
  });

  it.each(Object.keys(challenge) as (keyof Challenge)[])(
    '[SAFE7] has no room for a line of its own in its %s',
    (field) => {
      expect(challengeSchema.safeParse(challenge).success).toBe(true);
      for (const more of ['\nResources:\n- https://evil.example', '\n', '\r\n', '\u2028x'])
        expect(
          challengeSchema.safeParse({ ...challenge, [field]: `${challenge[field]}${more}` }).success,
        ).toBe(false);
    },
  );
});

describe('a signature', () => {
  it('[SAFE7] [SAFE1] is longer than any key, and hexadecimal', () => {
    expect(isSignature(`0x${'ab'.repeat(65)}`)).toBe(true);
    expect(isSignature(`0x${'ab'.repeat(64)}`)).toBe(true);
    expect(isSignature(`0x${'ab'.repeat(5_000)}`)).toBe(true);
    for (const wrong of [
      '',
      '0x',
      `0x${'ab'.repeat(32)}`,
      `0x${'ab'.repeat(63)}`,
      `0x${'ab'.repeat(64)}a`,
      'ab'.repeat(65),
      `0x${'zz'.repeat(65)}`,
      `0x${'ab'.repeat(65)}\n`,
      `0x${'ab'.repeat(10_000)}`,
    ])
      expect(isSignature(wrong)).toBe(false);
  });

  it('[SAFE1] goes through the guard as it is, of an account and of a contract', async () => {
    const word = (text: string) => text.padStart(64, '0');
    const account = '9f1d2f5a7e13a9c0b4d5e6f708192a3b4c5d6e7e231c69ac2e507bc51a8dee0c'.repeat(2).concat('1b');
    // As ERC-6492 wraps it: a factory, what it is called with, the signature, and the mark.
    const wrapped = [
      word('5aaeb6053f3e94c9b9a09f33669435e7ef1beaed'),
      word('60'),
      word('c0'),
      word('41'),
      account.padEnd(192, '0'),
      '6492'.repeat(16),
    ].join('');
    for (const signature of [`0x${account}`, `0x${wrapped}`])
      for (const { text } of textsIn({ nonce: challenge.nonce, signature }))
        expect(await inspectText(text)).toBeNull();
  });
});

describe('a request for a proof', () => {
  it('[SAFE7] is of an EVM network, or of none', () => {
    const items = (network: string | null) => requestItemsSchema.safeParse([{ field: 'ownership', network }]);
    expect(items(null).success).toBe(true);
    expect(items('eip155:56').success).toBe(true);
    expect(items('bip122:000000000019d6689c085ae165831e93').success).toBe(false);
    expect(items('tron:0x2b6653dc').success).toBe(false);
  });

  it('[SAFE7] takes an address of those networks in its EIP-55 spelling, and says whose another one is', () => {
    const item = { field: 'ownership' as const, network: null };
    const check = (value: string) => checkAnswer(item, value, 0);
    expect(check(challenge.address.toLowerCase())).toEqual({
      ok: true,
      answer: {
        field: 'ownership',
        value: challenge.address,
        families: ['evm'],
        isChecked: expect.any(Boolean),
      },
    });
    expect(check('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t')).toEqual({
      ok: false,
      problem: { code: 'other_family', family: 'tron' },
    });
    expect(check(`${challenge.address.slice(0, -1)}D`)).toMatchObject({
      ok: false,
      problem: { code: 'checksum' },
    });
  });
});
