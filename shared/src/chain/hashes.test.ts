import { checkHash } from './hashes.ts';
import { networkIdSchema } from './network-id.ts';
import { familyOf, findNetwork, wellKnownNetworks } from './networks.ts';

const digits = 'ac2e507bc51a8dee0c9f1d2f5a7e13a9c0b4d5e6f708192a3b4c5d6e7e231c69';
const families = (text: string) => {
  const check = checkHash(text);
  return check.ok ? check.forms.map(({ family }) => family) : check.problem;
};

describe('hashes', () => {
  it('[SAFE7] are told as every chain’s that writes them so', () => {
    expect(families(`0x${digits}`)).toEqual(['evm', 'polkadot', 'ckb']);
    expect(families(digits)).toEqual([
      'bitcoin',
      'litecoin',
      'dogecoin',
      'bitcoin_cash',
      'tron',
      'eos',
      'cosmos',
      'ton',
    ]);
    const signature =
      '5VERv8NMvzbJMEkV8xnrLkEaWRtSz9CosKDYjCJjBRnbJLgp8uirBgmQpjKhoR4tjF3ZpRzrFmBV6UjKdiSZkQUW';
    expect(families(signature)).toEqual(['solana']);
    expect(families('ooG8cDGCmr9xzGDTFyx2Pfjp6mBMm6MZnPZY6ZpQE1LsPQDpdkB')).toMatchObject({
      code: 'unknown_form',
    });
    expect(families('bafy2bzacea3wsdh6y3a36tb3skempjoxqpuyompjbmfeyf34fi3uy6uue42v4')).toEqual(['filecoin']);
  });

  it('[SAFE7] are written as the chain that was asked for writes them, also out of a link', () => {
    expect(checkHash(digits, 'evm')).toEqual({ ok: true, forms: [{ family: 'evm', hash: `0x${digits}` }] });
    expect(checkHash(digits, 'cosmos')).toEqual({
      ok: true,
      forms: [{ family: 'cosmos', hash: digits.toUpperCase() }],
    });
    const link = ` https://etherscan.io/tx/0x${digits.toUpperCase()}?a=b#c `;
    expect(checkHash(link, 'evm')).toEqual({ ok: true, forms: [{ family: 'evm', hash: `0x${digits}` }] });
  });

  it.each([
    ['', { code: 'empty' }],
    ['hello', { code: 'unknown_form' }],
    [`0x${digits.slice(1)}`, { code: 'length', length: 63 }],
    [digits.slice(2), { code: 'length', length: 62 }],
    [`0x${digits.slice(1)}g`, { code: 'alphabet', at: 65 }],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', { code: 'is_address', family: 'evm' }],
    ['TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', { code: 'is_address', family: 'tron' }],
  ])('[SAFE7] %s: what is wrong is named', (text, problem) => {
    const check = checkHash(text);
    expect(check).toEqual({ ok: false, problem });
  });

  it('[SAFE7] of another chain than the one asked for are said to be', () => {
    expect(checkHash(`0x${digits}`, 'tron')).toEqual({
      ok: false,
      problem: { code: 'other_family', family: 'evm' },
    });
  });
});

describe('networks', () => {
  it('are named by CAIP-2, once each', () => {
    for (const { id } of wellKnownNetworks) expect(networkIdSchema.safeParse(id).success).toBe(true);
    expect(new Set(wellKnownNetworks.map(({ id }) => id)).size).toBe(wellKnownNetworks.length);
    expect([familyOf('eip155:31337'), familyOf('tron:0x2b6653dc'), familyOf('unknown:1')]).toEqual([
      'evm',
      'tron',
      null,
    ]);
    expect(findNetwork('eip155:1')?.symbol).toBe('ETH');
  });
});
