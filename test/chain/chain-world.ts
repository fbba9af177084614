import { createAddresses } from '@haven/server/outgoing/address';
import { createAsk } from '@haven/server/outgoing/request';
import { createChains } from '@haven/server/features/chain/chains';
import type { Memory } from '@haven/server/features/chain/memory';
import type { Network } from '@haven/server/features/chain/network';
import type { Seen } from '@haven/server/features/chain/port';
import { createQuery } from '@haven/server/features/chain/source';
import { createNetworkStates } from '@haven/server/features/chain/states';
import { createVerifySignature } from '@haven/server/features/chain/signatures';
import {
  diagnosisSchema,
  type Diagnosis,
  type DiagnosisOf,
  type Verdict,
} from '@haven/shared/chain/diagnosis';

/** Time for tests: it stands until it is moved, so that looks are shared or not as a test wants. */
export type TestClock = { now: () => number; pass: (ms: number) => void };

export function createTestClock(): TestClock {
  let ahead = 0;
  return { now: () => Date.now() + ahead, pass: (ms) => (ahead += ms) };
}

export function networkOf(
  wish: Partial<Network> & Pick<Network, 'id' | 'family'> & { urls: readonly string[] },
): Network {
  const { urls, ...fields } = wish;
  return {
    name: { 'zh-CN': '测试网', en: 'Test' },
    symbol: 'ETH',
    decimals: 18,
    finalAfter: 3,
    explorerUrl: 'https://explorer.example/tx/{hash}',
    sources: urls.map((url, index) => ({ id: `source-${index}`, url })),
    ...fields,
  };
}

/** The look-ups of the product over real HTTP, with what was seen kept in this process. */
export function createChainWorld(networks: Network[]) {
  const clock = createTestClock();
  const seen = new Map<string, Seen>();
  const memory: Memory = {
    recall: async (network, hash) => seen.get(`${network} ${hash}`) ?? null,
    remember: async (network, hash, what) => void seen.set(`${network} ${hash}`, what),
    forgetOld: async () => seen.clear(),
  };
  const addresses = createAddresses({ production: false, privateHosts: [] });
  const ask = createAsk({ addresses, timeoutMs: 2_000, answerMaxBytes: 4_000_000, keepsOpen: true });
  const query = createQuery({ ask, mayAsk: () => true });
  const enabled = async () => networks;
  const chains = createChains({
    enabled,
    memory,
    query,
    addresses,
    clock,
    suggestedFee: (id) => states.suggestedFee(id),
  });
  const states = createNetworkStates({ enabled, read: chains.read, clock });

  /** A look of its own, which fits the schema of the wire. */
  async function diagnose(hash: string, network?: string): Promise<Diagnosis> {
    // No look is shared with the one before.
    clock.pass(3_001);
    const diagnosis = await chains.diagnose(hash, network);
    expect(diagnosisSchema.safeParse(diagnosis)).toMatchObject({ success: true });
    if (diagnosis === null) throw new Error('no network has such hashes');
    return diagnosis;
  }

  return {
    clock,
    chains,
    states,
    diagnose,
    forget: () => seen.clear(),
    verifySignature: createVerifySignature({ enabled, query }),
    /** The diagnosis, which has to be of this verdict. */
    async expectVerdict<V extends Verdict>(
      verdict: V,
      hash: string,
      network?: string,
    ): Promise<DiagnosisOf<V>> {
      const diagnosis = await diagnose(hash, network);
      expect({ verdict: diagnosis.verdict, facts: diagnosis.facts }).toMatchObject({ verdict });
      return diagnosis as DiagnosisOf<V>;
    },
  };
}
