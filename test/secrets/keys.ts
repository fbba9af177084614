import { ed25519 } from '@noble/curves/ed25519.js';
import { secp256k1 } from '@noble/curves/secp256k1.js';
import { ripemd160 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { base32nopad, base58, base58xrp, base64, bech32, createBase58check, hex } from '@scure/base';
import type { ScanContext } from '@haven/shared/secrets';
import type { Randomness } from '../faults/randomness.ts';

const base58check = createBase58check(sha256);
const bytes = (count: number, { next }: Randomness) =>
  Uint8Array.from({ length: count }, () => Math.floor(next() * 256));
const checked = (prefix: readonly number[], payload: Uint8Array, suffix: readonly number[] = []) =>
  base58check.encode(Uint8Array.from([...prefix, ...payload, ...suffix]));
const bech = (prefix: string, payload: Uint8Array) => bech32.encode(prefix, bech32.toWords(payload), false);
const hash160 = (payload: Uint8Array) => ripemd160(sha256(payload));

/** Bytes of a key, written as this kind is. */
type Kind = (random: Randomness) => string;
const extended =
  (version: readonly number[]): Kind =>
  (random) =>
    checked([...version, 0, 0, 0, 0, 0, 0, 0, 0, 0], bytes(32, random), [0, ...bytes(32, random)]);
const wif =
  (version: number, isCompressed: boolean): Kind =>
  (random) =>
    checked([version], bytes(32, random), isCompressed ? [1] : []);

function solanaPair(random: Randomness): Uint8Array {
  const seed = bytes(32, random);
  return Uint8Array.from([...seed, ...ed25519.getPublicKey(seed)]);
}

function stellar(random: Randomness): string {
  const payload = Uint8Array.from([0x90, ...bytes(32, random)]);
  let crc = 0;
  for (const byte of payload) {
    crc ^= byte << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ ((crc & 0x8000) === 0 ? 0 : 0x1021)) & 0xffff;
  }
  return base32nopad.encode(Uint8Array.from([...payload, crc & 0xff, crc >> 8]));
}

function ripple(random: Randomness): string {
  const payload = Uint8Array.from([0x21, ...bytes(16, random)]);
  return base58xrp.encode(Uint8Array.from([...payload, ...sha256(sha256(payload)).subarray(0, 4)]));
}

const pem =
  (label: string): Kind =>
  (random) => {
    const body = base64.encode(bytes(120, random)).replace(/.{64}/g, '$&\n');
    return `-----BEGIN ${label}-----\n${body}\n-----END ${label}-----`;
  };

function keystore(random: Randomness): string {
  return JSON.stringify({
    version: 3,
    id: '3198bc9c-6672-5ab3-d995-4942343ae5b6',
    address: hex.encode(bytes(20, random)),
    crypto: {
      ciphertext: hex.encode(bytes(32, random)),
      cipherparams: { iv: hex.encode(bytes(16, random)) },
      cipher: 'aes-128-ctr',
      kdf: 'scrypt',
      kdfparams: { dklen: 32, salt: hex.encode(bytes(32, random)), n: 8192, r: 8, p: 1 },
      mac: hex.encode(bytes(32, random)),
    },
  });
}

/** Every kind of key that is tried, by name. */
export const keyKinds: Record<string, Kind> = {
  'WIF Bitcoin': wif(0x80, true),
  'WIF Bitcoin, uncompressed (EOS)': wif(0x80, false),
  'WIF Bitcoin test': wif(0xef, true),
  'WIF Litecoin': wif(0xb0, true),
  'WIF Litecoin, uncompressed': wif(0xb0, false),
  'WIF Dogecoin': wif(0x9e, true),
  'WIF Dogecoin, uncompressed': wif(0x9e, false),
  'WIF Dash': wif(0xcc, true),
  BIP38: (random) => checked([0x01, 0x42, 0xe0], bytes(36, random)),
  xprv: extended([0x04, 0x88, 0xad, 0xe4]),
  yprv: extended([0x04, 0x9d, 0x78, 0x78]),
  zprv: extended([0x04, 0xb2, 0x43, 0x0c]),
  Yprv: extended([0x02, 0x95, 0xb0, 0x05]),
  Zprv: extended([0x02, 0xaa, 0x7a, 0x99]),
  tprv: extended([0x04, 0x35, 0x83, 0x94]),
  uprv: extended([0x04, 0x4a, 0x4e, 0x28]),
  vprv: extended([0x04, 0x5f, 0x18, 0xbc]),
  Ltpv: extended([0x01, 0x9d, 0x9c, 0xfe]),
  Mtpv: extended([0x01, 0xb2, 0x67, 0x92]),
  dgpv: extended([0x02, 0xfa, 0xc3, 0x98]),
  'Solana base58': (random) => base58.encode(solanaPair(random)),
  'NEAR base58': (random) => `ed25519:${base58.encode(solanaPair(random))}`,
  'Solana array': (random) => JSON.stringify([...solanaPair(random)]),
  'Solana array, no brackets': (random) => [...solanaPair(random)].join(', '),
  'Solana hex': (random) => hex.encode(solanaPair(random)),
  '64 other bytes': (random) => JSON.stringify([...bytes(64, random)]),
  '32 bytes': (random) => JSON.stringify([...bytes(32, random)]),
  '32 bytes in hex': (random) =>
    `{${Array.from(bytes(32, random), (byte) => `0x${hex.encode(Uint8Array.of(byte))}`).join(', ')}}`,
  keystore,
  'keystore in lines': (random) => JSON.stringify(JSON.parse(keystore(random)), null, 2),
  'keystore escaped': (random) => JSON.stringify(keystore(random)),
  'Polkadot keystore': (random) =>
    JSON.stringify({
      encoded: base64.encode(bytes(160, random)),
      encoding: { content: ['pkcs8', 'sr25519'], type: ['scrypt', 'xsalsa20-poly1305'] },
    }),
  'PEM PKCS8': pem('PRIVATE KEY'),
  'PEM EC': pem('EC PRIVATE KEY'),
  'PEM encrypted': pem('ENCRYPTED PRIVATE KEY'),
  'PEM OpenSSH': pem('OPENSSH PRIVATE KEY'),
  'PEM, other dashes': (random) => pem('PRIVATE KEY')(random).replaceAll('-----', '—–'),
  suiprivkey: (random) => bech('suiprivkey', bytes(33, random)),
  'age-secret-key': (random) => bech('age-secret-key-', bytes(32, random)).toUpperCase(),
  nsec: (random) => bech('nsec', bytes(32, random)),
  'Cardano root_xsk': (random) => bech('root_xsk', bytes(96, random)),
  'Tezos edsk': (random) => checked([0x0d, 0x0f, 0x3a, 0x07], bytes(32, random)),
  'Tezos edsk, 64 bytes': (random) => checked([0x2b, 0xf6, 0x4e, 0x07], bytes(64, random)),
  'Tezos spsk': (random) => checked([0x11, 0xa2, 0xe0, 0xc9], bytes(32, random)),
  'EOS PVT_K1': (random) => `PVT_K1_${base58.encode(bytes(36, random))}`,
  'Filecoin hex': (random) =>
    hex.encode(
      new TextEncoder().encode(
        JSON.stringify({ Type: 'secp256k1', PrivateKey: base64.encode(bytes(32, random)) }),
      ),
    ),
  'Filecoin JSON': (random) => JSON.stringify({ Type: 'bls', PrivateKey: base64.encode(bytes(32, random)) }),
  Stellar: stellar,
  Ripple: ripple,
  'hex (EVM, TRON)': (random) => hex.encode(bytes(32, random)),
  'hex 0x (Polkadot)': (random) => `0x${hex.encode(bytes(32, random))}`,
  'hex 0x, upper case': (random) => `0X${hex.encode(bytes(32, random)).toUpperCase()}`,
  'Aptos ed25519-priv': (random) => `ed25519-priv-0x${hex.encode(bytes(32, random))}`,
};

/** Ways of writing a key; several messages where it is sent in parts. */
export const keyDisguises: Record<
  string,
  { write: (key: string) => string[]; isFor?: (key: string) => boolean }
> = {
  plain: { write: (key) => [key] },
  'in a sentence': { write: (key) => [`Hello, this is my key ${key} and it does not work`] },
  'in Chinese': { write: (key) => [`你好，我的是${key}，导入不了怎么办`] },
  'after private key:': { write: (key) => [`private key: ${key}`] },
  'after 私钥：': { write: (key) => [`我的私钥：${key}`] },
  quoted: { write: (key) => [`"${key}"`] },
  'line breaks inside': { write: (key) => [key.replace(/[\w]{20}/g, '$&\n')], isFor: isOneWord },
  'groups of four': { write: (key) => [key.replace(/\w{4}/g, '$& ')], isFor: isOneWord },
  'groups of eight': { write: (key) => [key.replace(/\w{8}/g, '$& ')], isFor: isOneWord },
  'zero width inside': { write: (key) => [key.replace(/\w{5}/g, '$&\u200b')], isFor: isOneWord },
  'two messages': { write: halves, isFor: isOneWord },
  'two messages, named': {
    write: (key) => {
      const [first = '', second = ''] = halves(key);
      return [`first half: ${first}`, `and the rest ${second}`];
    },
    isFor: isOneWord,
  },
};

function isOneWord(key: string): boolean {
  return /^[\w:-]+$/.test(key) && !/[:]|-priv-/.test(key);
}

function halves(key: string): string[] {
  return [key.slice(0, key.length / 2), key.slice(key.length / 2)];
}

/** A hex key and addresses that derive from it, each of which makes it certain. */
export function ownKey(random: Randomness): { key: string; contexts: Record<string, ScanContext> } {
  const secret = bytes(32, random);
  const whole = secp256k1.getPublicKey(secret, false);
  const short = secp256k1.getPublicKey(secret, true);
  const account = keccak_256(whole.subarray(1)).subarray(-20);
  const witness = Uint8Array.from([0, 20, ...hash160(short)]);
  const addresses = {
    EVM: `0x${hex.encode(account)}`,
    TRON: checked([0x41], account),
    'Bitcoin 1': checked([0], hash160(short)),
    'Bitcoin 1, uncompressed': checked([0], hash160(whole)),
    'Bitcoin 3': checked([5], hash160(witness)),
    'Bitcoin bc1q': bech32.encode('bc', [0, ...bech32.toWords(hash160(short))]),
    'Litecoin ltc1q': bech32.encode('ltc', [0, ...bech32.toWords(hash160(short))]),
    'Dogecoin D': checked([0x1e], hash160(short)),
    Cosmos: bech('cosmos', hash160(short)),
  };
  const contexts = Object.entries(addresses).map(([name, address]) => [name, { knownAddresses: [address] }]);
  return { key: hex.encode(secret), contexts: Object.fromEntries(contexts) };
}
