import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { scanSecrets, warmUp } from '@haven/shared/secrets';
import { projectRoot } from '../architecture/planted-project.ts';

beforeAll(warmUp);

const hex = (count: number) => 'c0ffee1234567890abcdef'.repeat(12).slice(0, count);

/** What looks like a secret, and is none. */
const harmless: Record<string, string> = {
  'a sentence of list words':
    'when you begin this process be sure that you can open the app, and then check that the phone will still work',
  'a long complaint':
    'I need to know why my transfer still cannot arrive, I try again and again since this morning but it just stays on the same screen. Can you please check what the problem is and tell me how long I have to wait? I use the app every day for two years, never had any issue like that before, and now my money is gone and nobody is able to give me an answer that I can understand.',
  'Chinese prose':
    '我昨天晚上从交易所转了一笔钱到钱包里面，到现在已经过去十二个小时了还是没有到账，请问这种情况一般需要多长时间才能处理好？我已经试过重新打开软件，也换了网络，都没有用。',
  'Chinese, short lines': '你好\n在吗\n我的转账没有到账\n已经两天了\n请帮我看一下',
  'Japanese prose':
    'こんにちは。昨日から送金が完了しません。どうすればよいでしょうか。アプリを再起動しましたが、変わりません。',
  'Korean prose': '안녕하세요. 어제 보낸 거래가 아직 도착하지 않았습니다. 어떻게 해야 하나요?',
  'an EVM address': '0x7E5F4552091A69125d5DfCb7b8C2659029395Bdf',
  'a TRON address': 'TMVQGm1qAQYVdetCeGRRkTWYYrLXuHK2HC',
  'Bitcoin addresses':
    '1BgGZ9tcN4rm9KBzDn7KprQz87SZ26SAMH 3JvL6Ymt8MVWiCNHC7oWU6nLeHNJKLZGLN bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4',
  'a taproot address': 'bc1p5cyxnuxmeuwuvkwfem96lqzszd02n6xdcjrs20cac6yqjjwudpxqkedrcr',
  'a Solana address': '7EcDhSYGxXyscszYEp35KHN8vvw3svAuLKTzXwCFLtV',
  'a Cosmos address': 'cosmos1w508d6qejxtdg4y5r3zarvary0c5xw7k6ah60c',
  'a Polkadot address': '15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5',
  'a Stellar address': 'GAAZI4TCR3TY5OJHCTJC2A4QSY6CJWJH5IAJTGKIN2ER7LBNVKOCCWN7',
  'a Filecoin address': 'f1abjxfbp274xpdqcpuaykwkfb43omjotacm2p3za',
  'a Tezos address': 'tz1VSUr8wwNhLAzempoch5d6hLRiTh8Cjcjb',
  'a Litecoin, a Dogecoin and a CKB address':
    'LM2WMpR1Rp6j3Sa59cMXMs1SPzj9eXpGc1 DH5yaieqoZN36fDVciNyRueRGvGLR3mr7L ckb1qzda0cr08m85hc8jlnfp3zer7xulejywt49kt2rr0vthywaa50xwsqdnnw7qkdnnclfkg59uzn8umtfd2kwxceqxwquc4',
  'an explorer link': `https://tronscan.org/#/transaction/${hex(64)}`,
  'a hash with its word': `Tx hash: 0x${hex(64)} still pending`,
  'a hash in Chinese': `交易哈希 ${hex(64)} 一直打包中`,
  UUIDs: '123e4567-e89b-12d3-a456-426614174000 9b2c1e9a-0d3f-4f57-8a55-0a3b1c9d8e7f',
  'a git hash': 'commit 9f9de6a4c1a2b3c4d5e6f708192a3b4c5d6e7f80',
  'an integrity of a lock file':
    '"integrity": "sha512-P4/62zrgfH33CneE3Dn4WhJVA22YUU0eR51wKIan4NVRvwsA0YnPTwWGpNbpuacSujmSFLvyzpyuR30+fbq2Ew=="',
  'an image as base64': `data:image/png;base64,${Buffer.from(Array.from({ length: 900 }, (_, at) => (at * 7919) % 251)).toString('base64')}`,
  'a stack trace':
    'TypeError: cannot read property\n    at Object.<anonymous> (/app/node_modules/jest/build/index.js:12:34)\n    at async run (file:///app/src/main.ts:5:3)',
  'a token':
    'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9PlFUP0THsR8U',
  numbers: '12, 24, 36, 48, 60, 72, 84, 96 and 2026-11-26 12:30, order 5512 3345 9981',
  'a phone number': '+86 138 0013 8000, +1 (415) 555-0132',
  'an IPv6 address': '2001:0db8:85a3:0000:0000:8a2e:0370:7334',
  'a user agent':
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148',
  'a warning about phrases':
    'Never share your 12 word recovery phrase, private key or keystore with anybody, also not with support.',
  'the same in Chinese': '请勿将助记词、私钥或 Keystore 告诉任何人，官方客服绝不会索要。',
  'a CID':
    'ipfs://QmYwAPJzv5CZsnA625s3Xf2nemtYgPpHdWEz79ojWFLULu and 12D3KooWGzBXEfKPZEAYQFhfEVCtkKXVLDoXpSfKKKKbnmFEWe7s',
};

it.each(Object.entries(harmless))('[SAFE2] [SAFE3] lets pass: %s', async (_name, text) => {
  expect((await scanSecrets(text)).verdict).toBe('pass');
});

it('[SAFE2] asks about the longest rows of listed words that sentences have, and blocks none', async () => {
  const text = 'when you begin this process make sure you can open the app and then check it';
  expect((await scanSecrets(text)).verdict).toBe('ask');
});

it('[SAFE2] asks about nothing in ordinary chats of several short messages', async () => {
  const chats = [
    [
      'hello',
      'hi',
      'I need help',
      'my transfer is pending',
      'since yesterday',
      'yes',
      'ok thanks',
      'still nothing',
      'ok',
    ],
    ['你好', '在吗', '我的钱没到账', '昨天转的', '是', '好的', '谢谢', '还没有', '多久', '好'],
    ['hola', 'necesito ayuda', 'no llega mi dinero', 'desde ayer', 'si', 'gracias'],
  ];
  for (const messages of chats) {
    for (const [index, text] of messages.entries()) {
      const { verdict } = await scanSecrets(text, { recent: messages.slice(0, index) });
      expect([text, verdict]).toEqual([text, 'pass']);
    }
  }
});

const sources = (folder: string): string[] =>
  readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /(?:^|\/)[\w-]+\.(?:md|tsx?)$/.test(path) && !/\.test\./.test(path))
    .map((path) => join(projectRoot, folder, path));

it('[SAFE2] blocks nothing in our own guides, answers and strings, and asks about next to nothing', async () => {
  const files = ['docs', 'server/src/seed', 'widget/src/app/strings', 'console/src/strings'].flatMap(sources);
  const texts = [...files, join(projectRoot, 'README.md'), join(projectRoot, 'shared/PROTOCOL.md')]
    .flatMap((file) => readFileSync(file, 'utf8').split(/\n|(?<=[.!?。！？]) ?/))
    .filter((text) => text.trim().length > 3);
  const stopped: Record<string, string[]> = { block: [], ask: [], warn: [], pass: [] };
  for (const text of texts) stopped[(await scanSecrets(text)).verdict]?.push(text);
  expect(texts.length).toBeGreaterThan(2_000);
  expect(stopped.block).toEqual([]);
  expect((stopped.ask?.length ?? 0) / texts.length).toBeLessThan(0.005);
});
