/** What an agent may not ask for; the ids of the rules, in the record and in what the agent is told (SAFE5). */
export const askRules = [
  'recovery_phrase',
  'private_key',
  'password',
  'code',
  'remote_control',
  'payment',
  'other_channel',
  'download',
  'own_phrase',
] as const;
export type AskRule = (typeof askRules)[number];

/**
 * How one language asks. Every pattern is matched with one clause of folded text (small letters, no accents).
 * A secret is asked for by its name together with a way of asking; the other rules are whole phrases.
 */
export type Lexicon = {
  secrets: Record<'recovery_phrase' | 'private_key' | 'password' | 'code', RegExp>;
  /** Hand over: send, tell, share. */
  give: RegExp;
  /** The same with nothing or a pronoun as its object: "send it to me". */
  giveIt: RegExp;
  /** Type in; harmless where it happens on one's own device. */
  enter: RegExp;
  /** Towards us, or plainly the reader's own: typing in a password is asked for by many, "here" by thieves. */
  here: RegExp;
  /** "I need your", "it requires". */
  need: RegExp;
  /** A question for the value: "what is your". */
  which: RegExp;
  /** One's own device, the app, paper. */
  safe: RegExp;
  /** Forbidden, denied, said of others, or asked about the past. */
  not: RegExp;
  /** What only looks so: "don't hesitate", "if you don't". */
  notNot: RegExp;
  phrases: Record<'remote_control' | 'payment' | 'other_channel' | 'download', RegExp>;
};
