import { collectKeys } from './issue-type.ts';
import type { RequestItem } from './request.ts';
import { checkAnswer, fieldOfCollect } from './request-answer.ts';

const now = Date.parse('2026-11-26T12:00:00Z');
const check = (field: RequestItem['field'], value: string, network: string | null = null) =>
  checkAnswer({ field, network }, value, now);
const codeOf = (...asked: Parameters<typeof check>) => {
  const checked = check(...asked);
  return checked.ok ? 'ok' : checked.problem.code;
};

describe('an answer', () => {
  it('[SAFE7] is kept in canonical spelling, with what its form proves', () => {
    expect(check('address', '0X5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed').ok).toBe(false);
    expect(check('address', 'BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4')).toEqual({
      ok: true,
      answer: {
        field: 'address',
        value: 'bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
        families: ['bitcoin'],
        isChecked: true,
      },
    });
    const digits = 'AB'.repeat(32);
    // Bitcoin writes it small and Cosmos in capitals: nobody knows whose it is.
    expect(check('hash', digits)).toMatchObject({ ok: true, answer: { value: digits } });
    expect(check('hash', digits, 'tron:0x2b6653dc')).toMatchObject({
      ok: true,
      answer: { value: digits.toLowerCase(), families: ['tron'] },
    });
  });

  it.each([
    ['app_version', '2.14.1', 'ok'],
    ['app_version', 'v2.14.1 (1204)', 'ok'],
    ['app_version', 'the newest', 'no_version'],
    ['time', '2026-11-26T10:00', 'ok'],
    ['time', 'yesterday evening', 'ok'],
    ['time', '2027-01-01T10:00', 'in_the_future'],
    ['steps', 'ok', 'too_short'],
    ['error_text', ' ', 'empty'],
    ['device', 'Pixel 9', 'ok'],
  ] as const)('[SAFE7] of the field %s: %s is %s', (field, value, code) => {
    expect(codeOf(field, value)).toBe(code);
  });

  it('[SAFE7] of a network that nobody knows here is checked by its form alone', () => {
    expect(codeOf('address', '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', 'eip155:31337')).toBe('ok');
    expect(codeOf('address', 'TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t', 'unknown:1')).toBe('ok');
  });

  it('is asked for by what an issue type wants to know', () => {
    for (const key of Object.keys(fieldOfCollect)) expect(collectKeys).toContain(key);
    expect(fieldOfCollect.hash).toBe('hash');
  });
});
