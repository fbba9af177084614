import { scanSecrets, warmUp } from '@haven/shared/secrets';
import { createRandomness } from '../faults/randomness.ts';
import { keyDisguises, keyKinds, ownKey } from './keys.ts';
import { isStopped, send } from './trial.ts';

const seed = 20261126;
beforeAll(warmUp);

describe('[SAFE3] a key is stopped or asked about', () => {
  it.each(Object.entries(keyKinds))('%s', async (_name, make) => {
    const random = createRandomness(seed);
    const missed: string[] = [];
    for (const [disguise, { write, isFor }] of Object.entries(keyDisguises)) {
      const key = make(random);
      if (isFor?.(key) === false) continue;
      const messages = write(key);
      if (!isStopped((await send(messages)).verdict)) missed.push(`${disguise}: ${JSON.stringify(messages)}`);
    }
    expect(missed).toEqual([]);
  });
});

describe('[SAFE3] 64 digits', () => {
  const { key, contexts } = ownKey(createRandomness(seed));

  it.each(Object.entries(contexts))('are stopped as the key of the user: %s', async (_chain, context) => {
    for (const text of [key, `0x${key}`, `tx hash 0x${key.toUpperCase()}`]) {
      expect(await scanSecrets(text, context)).toMatchObject({ verdict: 'block' });
    }
  });

  it.each([
    ['private key, also beside tx', `tx failed, private key ${key}`, 'block'],
    ['私钥', `私钥 ${key}`, 'block'],
    ['an explorer', `https://etherscan.io/tx/0x${key}`, 'pass'],
    ['tx', `my tx 0x${key} is pending`, 'pass'],
    ['交易', `这笔交易${key}一直打包中`, 'pass'],
    ['哈希', `哈希：0x${key}`, 'pass'],
    ['nothing', `0x${key}`, 'ask'],
  ])('beside %s', async (_words, text, verdict) => {
    expect((await scanSecrets(text)).verdict).toBe(verdict);
  });

  it('pass when the app knows the hash, and within longer hex', async () => {
    expect((await scanSecrets(key, { knownHashes: [`0x${key.toUpperCase()}`] })).verdict).toBe('pass');
    expect((await scanSecrets(`${key}00ff`)).verdict).toBe('pass');
  });

  it('are called unknown hex when asked about', async () => {
    const { findings } = await scanSecrets(`see ${key}`);
    expect(findings).toEqual([{ kind: 'unknown_hex', start: 4, end: 68 }]);
  });

  it('are derived eight times in a message, and asked about beyond that', async () => {
    const random = createRandomness(seed + 1);
    const others = Array.from({ length: 8 }, () => ownKey(random).key);
    const context = Object.values(contexts)[0];
    const seventh = [...others.slice(0, 7), key].map((value) => `tx ${value}`).join('\n');
    expect((await scanSecrets(seventh, context)).verdict).toBe('block');
    const ninth = [...others, key].map((value) => `tx ${value}`).join('\n');
    expect((await scanSecrets(ninth, context)).verdict).toBe('ask');
  });
});

it('[SAFE3] tells a Solana signature from a key', async () => {
  const signature =
    '5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW';
  expect((await scanSecrets(signature)).verdict).toBe('pass');
});

it('[SAFE3] warns of an extended public key', async () => {
  const xpub =
    'xpub661MyMwAqRbcFtXgS5sYJABqqG9YLmC4Q1Rdap9gSE8NqtwybGhePY2gZ29ESFjqJoCu1Rupje8YtGqsefD265TMg7usUDFdp6W1EGMcet8';
  expect(await scanSecrets(`my ${xpub}`)).toEqual({
    verdict: 'warn',
    findings: [{ kind: 'extended_public_key', start: 3, end: 3 + xpub.length }],
    recentParts: [],
  });
});
