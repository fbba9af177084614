import type { Language } from './language.ts';
import type { Challenge } from './ownership.ts';

/**
 * What the user reads above the signature. Changing a word changes what older clients sign, so it moves the wire. The
 * grammar of EIP-4361 has ASCII alone here; a statement that its reader understands is worth more, and wallets that cannot
 * parse it show it as the text that it is.
 */
const statements: Record<Language, string> = {
  'zh-CN':
    '我向客服证明此地址属于我。这只是一条消息，不是交易：不会转移资产，不授予任何权限，也不会登录任何账户。',
  en: 'I prove to support that this address is mine. This is a message and no transaction: it moves nothing, permits nothing and signs in nowhere.',
};

/**
 * The one text that is ever given to a wallet to be signed (SAFE7), as EIP-4361 spells it: both ends write it from the same
 * fields, so that neither can have anything else signed.
 */
export function ownershipMessage(challenge: Challenge): string {
  const { domain, uri, address, network, nonce, issuedAt, expiresAt, requestId, language } = challenge;
  return [
    `${domain} wants you to sign in with your Ethereum account:`,
    address,
    '',
    statements[language],
    '',
    `URI: ${uri}`,
    'Version: 1',
    `Chain ID: ${network.slice('eip155:'.length)}`,
    `Nonce: ${nonce}`,
    `Issued At: ${issuedAt}`,
    `Expiration Time: ${expiresAt}`,
    `Request ID: ${requestId}`,
  ].join('\n');
}
