import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join } from 'node:path';
import {
  type Chain,
  createTestClient,
  defineChain,
  http,
  type HttpTransport,
  type PublicActions,
  publicActions,
  type TestClient,
  type WalletActions,
  walletActions,
} from 'viem';
import { mnemonicToAccount } from 'viem/accounts';
import { findFreePort } from '@haven/server/storage/embedded/free-port';
import { eventually } from './eventually.ts';
import { spawnGuarded } from './guarded-process.ts';

/** The phrase that test nodes give their coins to. */
const phrase = 'test test test test test test test test test test test junk';

/** The binary of anvil's package for this platform, which no script has to put anywhere. */
function anvilBinary(): string {
  const cpu = arch() === 'arm64' ? 'arm64' : 'amd64';
  const name = `@foundry-rs/anvil-${platform()}-${cpu}`;
  const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
  return join(folder, 'bin', platform() === 'win32' ? 'anvil.exe' : 'anvil');
}

type NodeClient = TestClient<'anvil', HttpTransport, Chain> &
  PublicActions<HttpTransport, Chain> &
  WalletActions<Chain>;

export type Anvil = Awaited<ReturnType<typeof startAnvil>>;

/** Starts an EVM node of its own, which makes a block only when it is told to, and `client` to tell it. */
export async function startAnvil({ chainId = 31_337 }: { chainId?: number } = {}) {
  const port = await findFreePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    '--port',
    `${port}`,
    '--chain-id',
    `${chainId}`,
    '--no-mining',
    '--silent',
    '--order',
    'fifo',
  ];
  const child = await spawnGuarded(anvilBinary(), args);
  const client: NodeClient = createTestClient({
    mode: 'anvil',
    chain: defineChain({
      id: chainId,
      name: 'test',
      nativeCurrency: { name: 'Ether', symbol: 'ETH', decimals: 18 },
      rpcUrls: { default: { http: [url] } },
    }),
    transport: http(url, { retryCount: 0 }),
    cacheTime: 0,
    pollingInterval: 50,
  })
    .extend(publicActions)
    .extend(walletActions);
  await eventually(async () => expect(await client.getChainId()).toBe(chainId));
  return {
    url,
    chainId,
    client,
    /** One of the ten accounts that have coins. */
    account: (index: number) => mnemonicToAccount(phrase, { addressIndex: index }),
    async stop(): Promise<void> {
      await child.end('SIGKILL');
    },
  };
}
