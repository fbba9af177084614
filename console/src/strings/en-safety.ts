import type { SecretKind } from '@haven/shared/secrets';

const kinds: Record<SecretKind, string> = {
  recovery_phrase: 'recovery phrase',
  private_key: 'private key',
  extended_key: 'private key of a whole wallet',
  keystore: 'keystore file',
  seed_share: 'share of a recovery phrase',
  unknown_hex: 'private key',
  extended_public_key: 'public key of a whole wallet',
};

/** Words about secrets that are stopped, in English. */
export const enSafety = {
  kinds,
  stopped: {
    title: 'Stopped: this looks like a secret',
    text: (kind: string) =>
      `It looks like a ${kind}. It was not sent and not stored. Nobody at support may have it: if a user showed it to you, tell them to move their funds to a new wallet now.`,
  },
  ask: {
    phraseTitle: 'Is this a recovery phrase?',
    phrase: 'These words look like one. If they are, delete them; if they are not, they may go on.',
    hexTitle: 'Transaction hash or private key?',
    hex: 'Both look the same, so only you can tell. A private key must not be written anywhere.',
    ordinary: 'It is ordinary text',
    isHash: 'It is a transaction hash',
  },
  deleteIt: 'Delete it',
  edit: 'Edit without it',
  back: 'Back to the text',
  unchecked: 'Not sent: the check for secrets could not load. Try again when you are connected.',
  line: {
    stopped: (kind: string) => `A ${kind} was stopped on the user’s device. Nothing of it reached us.`,
    reached: (kind: string) =>
      `A ${kind} arrived from an older app and was removed. The user was told to move their funds now.`,
    wasAskedFor: (kind: string) => `The user says that somebody asked them for their ${kind}.`,
    suggestion: 'You could say',
    insert: 'Insert',
  },
  /** Said to the visitor, in the language of the chat. */
  suggestions: {
    stopped:
      'Something you typed was stopped on your device. I cannot see any of it, so don’t worry. A recovery phrase belongs in the app alone, when you restore a wallet. Nobody at support needs it, and neither do I.',
    reached:
      'What you sent contained a secret of your wallet. It has been removed, but please treat it as known to others: create a new wallet with a new phrase and move everything there now. I will stay with you meanwhile.',
    wasAskedFor:
      'Thank you for telling us. Whoever asks for your phrase or key is a scammer, even if they say they are support. Please don’t reply to them. Did you give it to anybody or enter it on a site? If so, move your funds to a new wallet now.',
  },
};
