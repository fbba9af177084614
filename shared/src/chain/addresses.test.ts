import { checkAddress, isAddress } from './addresses.ts';
import type { ChainFamily } from './networks.ts';

/** Addresses of each chain from its own specification, documents or reference library. */
const vectors: Record<string, { family: ChainFamily; kind: string; addresses: string[] }> = {
  'EVM, the examples of EIP-55': {
    family: 'evm',
    kind: 'account',
    addresses: [
      '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed',
      '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359',
      '0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB',
      '0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb',
    ],
  },
  'Bitcoin, Base58Check': {
    family: 'bitcoin',
    kind: 'p2pkh',
    addresses: ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', '1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2'],
  },
  'Bitcoin, pay to script hash': {
    family: 'bitcoin',
    kind: 'p2sh',
    addresses: ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy'],
  },
  'Bitcoin, BIP-173': {
    family: 'bitcoin',
    kind: 'segwit',
    addresses: ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4'],
  },
  'Bitcoin, BIP-173, script': {
    family: 'bitcoin',
    kind: 'segwit script',
    addresses: ['bc1qrp33g0q5c5txsp9arysrx4k6zdkfs4nce4xj0gdcccefvpysxf3qccfmv3'],
  },
  'Bitcoin, BIP-350': {
    family: 'bitcoin',
    kind: 'segwit later',
    addresses: [
      'bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y',
      'bc1sw50qgdz25j',
      'bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs',
    ],
  },
  'Bitcoin, BIP-350, Taproot': {
    family: 'bitcoin',
    kind: 'taproot',
    addresses: ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0'],
  },
  Litecoin: {
    family: 'litecoin',
    kind: 'p2pkh',
    addresses: ['LVg2kJoFNg45Nbpy53h7Fe1wKyeXVRhMH9', 'LaMT348PWRnrqeeWArpwQPbuanpXDZGEUz'],
  },
  'Litecoin, pay to script hash': {
    family: 'litecoin',
    kind: 'p2sh',
    addresses: ['M8T1B2Z97gVdvmfkQcAtYbEepune1tzGua', 'MQMcJhpWHYVeQArcZR3sBgyPZxxRtnH441'],
  },
  'Litecoin, SegWit': {
    family: 'litecoin',
    kind: 'segwit',
    addresses: ['ltc1qw508d6qejxtdg4y5r3zarvary0c5xw7kgmn4n9'],
  },
  Dogecoin: {
    family: 'dogecoin',
    kind: 'p2pkh',
    addresses: ['DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L', 'D7wbmbjBWG5HPkT6d4gh6SdQPp6z25vcF2'],
  },
  'Bitcoin Cash, the examples of CashAddr': {
    family: 'bitcoin_cash',
    kind: 'p2pkh',
    addresses: [
      'bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a',
      'bitcoincash:qr95sy3j9xwd2ap32xkykttr4cvcu7as4y0qverfuy',
      'bitcoincash:qqq3728yw0y47sqn6l2na30mcw6zm78dzqre909m2r',
    ],
  },
  'Bitcoin Cash, pay to script hash': {
    family: 'bitcoin_cash',
    kind: 'p2sh',
    addresses: ['bitcoincash:ppm2qsznhks23z7629mms6s4cwef74vcwvn0h829pq'],
  },
  TRON: {
    family: 'tron',
    kind: 'account',
    addresses: ['TNPeeaaFB7K9cmo4uQpcU32zGK8G1NYqeL', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t'],
  },
  Cosmos: {
    family: 'cosmos',
    kind: 'account',
    addresses: [
      'cosmos1fl48vsnmsdzcv85q5d2q4z5ajdha8yu34mf0eh',
      'cosmos1depk54cuajgkzea6zpgkq36tnjwdzv4afc3d27',
    ],
  },
  'Polkadot, the development account of Substrate': {
    family: 'polkadot',
    kind: 'polkadot',
    addresses: ['15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5'],
  },
  'Kusama, the same account': {
    family: 'polkadot',
    kind: 'kusama',
    addresses: ['HNZata7iMYWmk5RvZRTiAsSDhV8366zq2YGb3tLH5Upf74F'],
  },
  'SS58 without a network': {
    family: 'polkadot',
    kind: 'generic',
    addresses: ['5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY'],
  },
  'Filecoin, secp256k1': {
    family: 'filecoin',
    kind: 'secp256k1',
    addresses: ['f17uoq6tp427uzv7fztkbsnn64iwotfrristwpryy', 'f15ihq5ibzwki2b4ep2f46avlkrqzhpqgtga7pdrq'],
  },
  'Filecoin, actor': {
    family: 'filecoin',
    kind: 'actor',
    addresses: ['f24vg6ut43yw2h2jqydgbg2xq7x6f4kub3bg6as6i'],
  },
  'Filecoin, BLS': {
    family: 'filecoin',
    kind: 'bls',
    addresses: ['f3vvmn62lofvhjd2ugzca6sof2j2ubwok6cj4xxbfzz4yuxfkgobpihhd2thlanmsh3w2ptld2gqkn2jvlss4a'],
  },
  'Tezos, tz1': {
    family: 'tezos',
    kind: 'tz1',
    addresses: ['tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb', 'tz1Ke2h7sDdakHJQh8WX4Z372du1KChsksyU'],
  },
  'Tezos, tz2': { family: 'tezos', kind: 'tz2', addresses: ['tz2BFTyPeYRzxd5aiBchbXN3WCZhx7BqbMBq'] },
  'Tezos, tz3': { family: 'tezos', kind: 'tz3', addresses: ['tz3WXYtyDUNL91qfiCJtVUX746QpNv5i5ve5'] },
  'Tezos, contract': {
    family: 'tezos',
    kind: 'contract',
    addresses: ['KT1PWx2mnDueood7fEmfbBDKx1D9BAnnXitn'],
  },
  'CKB, RFC 21': {
    family: 'ckb',
    kind: 'full',
    addresses: [
      'ckb1qzda0cr08m85hc8jlnfp3zer7xulejywt49kt2rr0vthywaa50xwsqdnnw7qkdnnclfkg59uzn8umtfd2kwxceqxwquc4',
    ],
  },
  'CKB, deprecated short': {
    family: 'ckb',
    kind: 'short',
    addresses: ['ckb1qyqt8xaupvm8837nv3gtc9x0ekkj64vud3jqfwyw5v'],
  },
  'CKB, deprecated full': {
    family: 'ckb',
    kind: 'old full',
    addresses: [
      'ckb1qjda0cr08m85hc8jlnfp3zer7xulejywt49kt2rr0vthywaa50xw3vumhs9nvu786dj9p0q5elx66t24n3kxgj53qks',
    ],
  },
  TON: {
    family: 'ton',
    kind: 'bounceable',
    addresses: [
      'EQDtFpEwcFAEcRe5mLVh2N6C0x-_hJEM7W61_JLnSF74p4q2',
      'EQBvW8Z5huBkMJYdnfAEM5JqTNkuWX3diqYENkWsIL0XggGG',
    ],
  },
};

const unchecked: readonly [ChainFamily, string][] = [
  ['evm', '0xde709f2102306220921060314715629080e2fb77'],
  ['evm', '0x52908400098527886E0F7030069857D2E4169EE7'],
  ['solana', 'TokenkegQfeZyiNwAJbNbGKPFXCWuBvf9Ss623VQ5DA'],
  ['solana', '11111111111111111111111111111111'],
  ['filecoin', 'f01234'],
  ['eos', 'binancecleos'],
  ['ton', '0:ed1691307050047117b998b561d8de82d31fbf84910ced6eb5fc92e7485ef8a7'],
];

const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_:';

describe('addresses', () => {
  it.each(Object.entries(vectors))(
    '[SAFE7] of %s are known for what they are',
    (_, { family, kind, addresses }) => {
      for (const address of addresses) {
        const check = checkAddress(` ${address}\n`);
        expect(check.ok && check.forms).toContainEqual({ family, kind, address, isChecked: true });
        expect(checkAddress(address, family).ok).toBe(true);
      }
    },
  );

  it.each(unchecked)('[SAFE7] of %s without a checksum say so', (family, address) => {
    const check = checkAddress(address);
    expect(check.ok && check.forms.map((form) => [form.family, form.isChecked])).toEqual([[family, false]]);
  });

  it.each(Object.entries(vectors))(
    '[SAFE7] of %s with one character wrong are no address',
    (_, { addresses }) => {
      let tried = 0;
      const missed: string[] = [];
      for (const address of addresses) {
        for (let at = 0; at < address.length; at += 1) {
          for (const letter of letters) {
            if (letter === address[at]) continue;
            tried += 1;
            const corrupted = address.slice(0, at) + letter + address.slice(at + 1);
            if (isAddress(corrupted)) missed.push(corrupted);
          }
        }
      }
      expect(tried).toBeGreaterThan(500);
      expect(missed).toEqual([]);
    },
  );

  it('[SAFE7] name the rule that failed, and the character', () => {
    const problem = (text: string, family?: ChainFamily) => {
      const check = checkAddress(text, family);
      return check.ok ? null : check.problem;
    };
    expect(problem('  ')).toEqual({ code: 'empty' });
    expect(problem('hello there')).toEqual({ code: 'unknown_form' });
    expect(problem('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD')).toEqual({
      code: 'checksum',
      family: 'evm',
      at: 41,
    });
    expect(problem('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe')).toEqual({ code: 'length', family: 'evm' });
    expect(problem('0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeO')).toEqual({
      code: 'alphabet',
      family: 'evm',
      at: 41,
    });
    expect(problem(`0x${'ab'.repeat(32)}`)).toEqual({ code: 'is_hash', family: 'evm' });
    expect(problem('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6s')).toEqual({
      code: 'checksum',
      family: 'tron',
      at: 33,
    });
    expect(problem('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj0t')).toEqual({
      code: 'alphabet',
      family: 'tron',
      at: 32,
    });
    expect(problem('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5')).toEqual({
      code: 'checksum',
      family: 'bitcoin',
      at: 41,
    });
    expect(problem('bc1qw508d6qejxtdg4y5r3zarvary0c5xw7Kv8f3t4')).toEqual({
      code: 'case',
      family: 'bitcoin',
    });
    expect(problem('tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx')).toEqual({
      code: 'test_network',
      family: 'bitcoin',
    });
    expect(problem('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'evm')).toEqual({
      code: 'other_family',
      family: 'tron',
    });
    expect(problem('TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6s', 'evm')).toEqual({
      code: 'other_family',
      family: 'tron',
    });
  });

  it('[SAFE7] refuse what BIP-350 refuses', () => {
    for (const address of [
      'bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd',
      'bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4',
      'BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R',
      'bc1pw5dgrnzv',
      'BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P',
      'bc1gmk9yu',
    ])
      expect(checkAddress(address).ok).toBe(false);
  });

  it('[SAFE7] show every chain that writes them alike', () => {
    const check = checkAddress('3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy');
    expect(check.ok && check.forms.map(({ family }) => family)).toEqual([
      'bitcoin',
      'bitcoin_cash',
      'litecoin',
    ]);
  });
});
