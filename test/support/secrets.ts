/** Published test vectors and throw-away keys: nobody's money is behind them. */
export const phrase = 'legal winner thank year wave sausage worth useful legal winner thank yellow';
/** Short enough for any field. */
export const shortPhrase = 'ice fan gun hen ill job key kid lab leg mad man';
/** Another one, for what is split over messages. */
export const splitPhrase = 'army van defense carry jealous true garbage claim echo media make crunch';
export const wif = '5HueCGU8rMjxEXxiPuD5BDku4MkFqeZyd4dZ1jvhTVqvbTLvyTJ';
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
