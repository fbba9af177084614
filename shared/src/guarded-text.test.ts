import { declaredBy, inspectText } from './guarded-text.ts';

/** The key whose number is one, and its address. */
const key = `${'0'.repeat(63)}1`;
const address = '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf';
const hash = '0xAC2E507BC51A8DEE0C9F1D2F5A7E13A9C0B4D5E6F708192A3B4C5D6E7E231C69';

describe('a text beside what the host knows of the wallet', () => {
  it('[SAFE3] is stopped for the key of one of its addresses, whatever its author says', async () => {
    const declared = ['transaction_hash'] as const;
    expect((await inspectText(key, { declared }))?.verdict).toBeUndefined();
    const known = { addresses: [address], hashes: [] };
    expect((await inspectText(key, { declared, known }))?.verdict).toBe('block');
  });

  it('[SAFE3] goes on with the hash of one of its transactions, which is said to the server too', async () => {
    expect((await inspectText(hash))?.verdict).toBe('ask');
    expect(await inspectText(hash, { known: { addresses: [], hashes: [hash.toLowerCase()] } })).toBeNull();
    expect(declaredBy(`see ${hash}`, [hash.toLowerCase()])).toEqual(['transaction_hash']);
    expect(declaredBy('see nothing', [hash])).toEqual([]);
  });
});
