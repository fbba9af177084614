/** Published test vectors and throw-away keys: nobody's money is behind them. */
export const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
/** Short enough for any field. */
export const shortPhrase = 'ice fan gun hen ill job key kid lab leg mad man';
/** Another one, for what is split over messages. */
export const splitPhrase = 'army van defense carry jealous true garbage claim echo media make crunch';
export const wif = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ';
export const xprv =
  'xprv9s21ZrQH143K3QTDL4LXw2F7HEK3wJUD2nW2nRk4stbPy6cq3jPPqjiChkVvvNKmPGJxWUtg6LnF5kejMRNNU3TGtRBeJgk33yuGBxrMPHi';
export const hexKey = 'e8f32e723decf4051aefac8e2c93c9c5b214313817cdb01a1494b917c8436b35';
export const keystore = JSON.stringify({
  address: '008aeeda4d805471df9b2a5b0f38a0c3bcba786b',
  crypto: {
    cipher: 'aes-128-ctr',
    cipherparams: { iv: '83dbcc02d8ccb40e466191a123791e0e' },
    ciphertext: 'd172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c',
    kdf: 'scrypt',
    kdfparams: {
      dklen: 32,
      n: 262144,
      r: 1,
      p: 8,
      salt: 'ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19',
    },
    mac: '2103ac29920d71da29f50b3a98f27b20d0a7e1ffb9f1a1fcdb1c7f8f5d7c2f9a',
  },
  id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
  version: 3,
});
/** A hash, or a key: nobody can tell. */
export const unknownHex = '9c1185a5c5e9fc54612808977ee8f548b2258d31f3a1d4f5c0b7d0f4a9c6b2e1';
/** Three words of it in a row, or sixteen signs: what must be found nowhere. */
export function needlesOf(secret: string): string[] {
  const words = secret.split(' ');
  if (words.length < 6) return [secret.slice(0, 16), secret.slice(-16)];
  return words.slice(2).map((_, index) => words.slice(index, index + 3).join(' '));
}

/** Which of these stand in a text, in whatever way they are escaped or encoded. */
export function foundIn(text: string, needles: readonly string[]): string[] {
  return needles.filter((needle) => {
    const encoded = encodeURIComponent(needle);
    return [needle, encoded, encoded.replaceAll('%20', '+'), JSON.stringify(needle).slice(1, -1)].some(
      (form) => text.includes(form),
    );
  });
}
