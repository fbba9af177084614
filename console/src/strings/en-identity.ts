/** Words of who a visitor is, in English: the settings page, and the panel beside a chat. */
export const enIdentityPage = {
  subtitle:
    'Your app’s backend signs who its user is. Agents then see that as verified, and their chats follow them to every device.',
  empty: 'No inboxes yet. Add one first.',
  add: 'Add key',
  addTitle: (inbox: string) => `New key of ${inbox}`,
  required: 'Only people whom the app vouches for',
  requiredHint: 'Nobody can chat anonymously; who is chatting so now is signed out.',
  debug: 'Explain refused tokens, for an hour',
  debugHint: 'For the app’s developers: the answer says which check failed. Otherwise it says nothing.',
  debugUntil: (time: string) => `Until ${time}. The answer says which check failed.`,
  noKeys: 'No key yet: everybody is anonymous.',
  noKey: 'That would leave nobody who can prove anything. Add a key first.',
  kid: 'Key name (kid)',
  kidHint: 'As the token’s header names it',
  badKid: 'Letters, digits, dots, dashes and underscores, up to 64.',
  kidTaken: 'This name was used before. Choose another: a name means one key, for ever.',
  created: 'Added',
  lastUsed: 'Last used',
  never: 'never',
  retired: 'retired',
  retire: 'Retire',
  retireSure: (kid: string, lastUsed: string | null) =>
    `Tokens signed with ${kid} are refused from now on, and the key cannot come back. ${
      lastUsed === null ? 'It was never used.' : `It was last used ${lastUsed}.`
    }`,
  algorithm: 'How it signs',
  algorithms: {
    HS256: 'HS256: a secret that Haven makes and both keep',
    ES256: 'ES256: your private key, P-256',
    EdDSA: 'EdDSA: your private key, Ed25519',
  },
  sharedHint:
    'Haven makes the secret and shows it once. It belongs on your backend alone: whoever has it can be any of your users.',
  publicKey: 'Public key',
  publicKeyHint: 'PEM or JWK',
  privateHere:
    'This is a private key. It was not sent. Take it out of this page and the clipboard, and paste the public key of a new pair.',
  reasons: {
    private_key:
      'This is a private key. It is not stored, but it was sent: make a new pair, and paste its public key.',
    not_a_key: 'This is no public key. Paste all of it, with the lines that begin and end it.',
    wrong_key: 'This key is of another kind or curve than the one chosen above.',
    too_many: 'Five keys are in use. Retire one first.',
  },
  secretTitle: 'The secret of this key',
  secretBody:
    'Shown this once. Keep it on your backend alone; if it is lost, add another key and retire this one.',
  secretDone: 'I have stored it',
};

export const enIdentity = {
  title: 'Who this is',
  verified: 'Verified by the app',
  anonymous: 'Anonymous: nobody vouches for them.',
  name: 'Name',
  email: 'E-mail',
  locale: 'Locale',
  appVersion: 'App version',
  addresses: 'Addresses',
  signedAt: 'Signed',
  claimed: 'Claimed by the page',
};
