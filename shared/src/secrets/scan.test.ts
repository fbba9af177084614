import {
  cutSecrets,
  type Finding,
  maskSecrets,
  mayHoldPart,
  type Scan,
  type ScanContext,
  type SecretKind,
  scanSecrets,
  secretKinds,
  type Verdict,
  warmUp,
} from '@haven/shared/secrets';

const phrase = 'abandon ability able about above absent absorb abstract absurd abuse access accident';

beforeAll(warmUp);

it('[SAFE2] stops a phrase in a sentence, masks it and cuts it out', async () => {
  const text = `My wallet: ${phrase}! Thanks.`;
  const { verdict, findings } = await scanSecrets(text);
  expect(verdict).toBe('block');
  expect(maskSecrets(text, findings)).toBe('My wallet: •••! Thanks.');
  expect(cutSecrets(text, findings)).toBe('My wallet: ! Thanks.');
});

it('[SAFE2] finds a phrase in two halves, and says which message holds the first', async () => {
  const words = phrase.split(' ');
  const recent: ScanContext['recent'] = ['Hi, Tom', words.slice(0, 6).join(' ')];
  const scan = await scanSecrets(words.slice(6).join(' '), { recent });
  expect(scan).toMatchObject({ verdict: 'block', recentParts: [1] });
});

it('lets ordinary text pass', async () => {
  expect(await scanSecrets('My transfer is pending since noon, can you see it?')).toEqual({
    verdict: 'pass',
    findings: [],
    recentParts: [],
  });
  const ordinary = [
    '👍 12',
    'ok thanks',
    'My transfer is pending since noon, can you see it?',
    '我的转账还没有到账',
  ];
  for (const text of ordinary) expect([text, await mayHoldPart(text)]).toEqual([text, false]);
  const parts = [
    'abandon',
    'zoo able about',
    'these are the first: legal winner thank year wave sausage',
    '5Kb8kLf9zgWQnogidDA76M',
  ];
  for (const text of parts) expect([text, await mayHoldPart(text)]).toEqual([text, true]);
});

it('[SAFE3] stops a WIF key, and a hex string that is the key of a known address', async () => {
  const verdictOf = async (text: string, context?: ScanContext): Promise<Verdict> =>
    (await scanSecrets(text, context)).verdict;
  expect(await verdictOf('KwDiBf89QgGbjEhKnhXJuH7LrciVrZi3qYjgd9M7rFU73sVHnoWn')).toBe('block');
  const hex = `0x${'0'.repeat(63)}1`;
  expect(await verdictOf(hex)).toBe('ask');
  const knownAddresses = ['0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf'];
  expect(await verdictOf(hex, { knownAddresses })).toBe('block');
  const scan: Scan = await scanSecrets(hex);
  const [{ kind }] = scan.findings as [Finding];
  expect(secretKinds).toContain<SecretKind>(kind);
});
