import type { Diagnosis } from '@haven/shared/chain/diagnosis';
import type { SourceCheck } from '@haven/shared/chain/network-settings';
import { findNetwork } from '@haven/shared/chain/networks';
import type { Localized } from '@haven/shared/language';
import type { Clock } from '../../clock.ts';
import type { Addresses } from '../../outgoing/address.ts';
import { createBitcoin } from './bitcoin.ts';
import { createEvmChain } from './evm/evm-chain.ts';
import type { Memory } from './memory.ts';
import type { Network } from './network.ts';
import { nextCheckMs } from './next-check.ts';
import type { ChainPort, Finding, Reading } from './port.ts';
import { type Query, type Source, SourceFault } from './source.ts';
import { createTron } from './tron.ts';
import { unknownFor } from './unknown.ts';

type Deps = {
  enabled: () => Promise<Network[]>;
  memory: Memory;
  query: Query;
  addresses: Pick<Addresses, 'allows'>;
  clock: Clock;
  /** Multiplies the time until the next look. */
  paceScale?: number;
  /** What a network asks for now; null when unknown. */
  suggestedFee: (networkId: string) => Promise<string | null>;
};

/** Several who look at the same transaction within this time share one look, in milliseconds. */
const sharedForMs = 3_000;
const looksKept = 500;

export type Chains = ReturnType<typeof createChains>;

/** The networks that Haven can look into, and what it finds there (SAFE8). */
export function createChains({
  enabled,
  memory,
  query,
  addresses,
  clock,
  paceScale = 1,
  suggestedFee,
}: Deps) {
  const ports = new Map<string, { made: string; port: ChainPort }>();
  const looks = new Map<string, { at: number; diagnosis: Promise<Diagnosis> }>();

  function portOf(network: Network): ChainPort {
    const made = JSON.stringify(network);
    const before = ports.get(network.id);
    if (before?.made === made) return before.port;
    const port = createPort({ network, query, clock, suggestedFee: () => suggestedFee(network.id) });
    ports.set(network.id, { made, port });
    return port;
  }

  async function look(network: Network, hash: string, others: readonly Network[]): Promise<Diagnosis> {
    const port = portOf(network);
    const found = await port.diagnose(hash, await memory.recall(network.id, hash));
    if (found.seen !== null) await memory.remember(network.id, hash, found.seen);
    const told =
      found.told.verdict === 'not_found' ? await elsewhere(found, network, hash, others) : found.told;
    const now = clock.now();
    const nextMs = nextCheckMs(told.verdict, told.isFinal, network.family);
    return {
      ...told,
      network: network.id,
      networkName: network.name,
      hash,
      at: new Date(now).toISOString(),
      nextCheckAt: nextMs === null ? null : new Date(now + nextMs * paceScale).toISOString(),
      explorerUrl: network.explorerUrl?.replace('{hash}', hash) ?? null,
    };
  }

  /** Not here: on another network that the operator knows, or nowhere. */
  async function elsewhere(
    { told }: Finding,
    network: Network,
    hash: string,
    others: readonly Network[],
  ): Promise<Finding['told']> {
    const places = await placesOf(hash, others);
    const facts = {
      searched: [network.id, ...places.filter(({ isThere }) => isThere !== null).map(({ id }) => id)],
      foundOn: places.filter(({ isThere }) => isThere).map(({ id }) => id),
      seenBefore: null,
      queue: null,
    };
    const verdict = facts.foundOn.length > 0 ? 'wrong_network' : 'not_found';
    return { ...told, verdict, facts };
  }

  async function placesOf(text: string, networks: readonly Network[]) {
    return Promise.all(
      networks.map(async (network) => {
        const port = portOf(network);
        const hash = port.canonical(text);
        return { id: network.id, isThere: hash === null ? null : await port.has(hash) };
      }),
    );
  }

  function sharedLook(network: Network, hash: string, others: readonly Network[]): Promise<Diagnosis> {
    const key = `${network.id} ${hash}`;
    const before = looks.get(key);
    if (before && clock.now() - before.at < sharedForMs) return before.diagnosis;
    if (looks.size >= looksKept) looks.clear();
    const diagnosis = look(network, hash, others);
    looks.set(key, { at: clock.now(), diagnosis });
    // A look that broke off is nobody's answer.
    diagnosis.catch(() => looks.delete(key));
    return diagnosis;
  }

  return {
    /**
     * What is known of a transaction on a network; without one, where it is found. Null when no network that is configured
     * has hashes of this form.
     */
    async diagnose(text: string, networkId?: string): Promise<Diagnosis | null> {
      const networks = await enabled();
      const able = networks.filter((network) => portOf(network).canonical(text) !== null);
      const named = networkId === undefined ? undefined : able.find(({ id }) => id === networkId);
      if (networkId !== undefined && !named) return unconfigured(text, networkId, clock.now());
      const network = named ?? (await firstWith(text, able));
      if (!network) return null;
      const hash = portOf(network).canonical(text) ?? text;
      return sharedLook(
        network,
        hash,
        able.filter(({ id }) => id !== network.id),
      );
    },

    /** The names of the networks on which a transaction is known now, in a block or waiting. */
    async find(text: string): Promise<Localized[]> {
      const networks = await enabled();
      const places = await placesOf(text, networks);
      const found = new Set(places.filter(({ isThere }) => isThere).map(({ id }) => id));
      return networks.filter(({ id }) => found.has(id)).map(({ name }) => name);
    },

    /** Which network an address answers for, before it is stored. */
    async check({ id, family }: Pick<Network, 'id' | 'family'>, source: Source): Promise<SourceCheck> {
      const startedAt = clock.now();
      const checked = (outcome: SourceCheck['outcome'], head: number | null = null) => ({
        outcome,
        head,
        ms: clock.now() - startedAt,
      });
      if (!addresses.allows(source.url)) return checked('refused_address');
      const port = portFor({ id, family }, source);
      try {
        if ((await port.identify(source)) !== id) return checked('other_network');
        return checked('agrees', (await port.read(source)).head);
      } catch (error) {
        return checked(error instanceof SourceFault ? error.reason : 'malformed');
      }
    },

    /** What one source says of its network's pace and fees. Rejects with a `SourceFault`. */
    read: (network: Network, source: Source): Promise<Reading> => portOf(network).read(source),
  };

  /** To ask one source, and nothing that would need more of its network than this. */
  function portFor(network: Pick<Network, 'id' | 'family'>, source: Source): ChainPort {
    const bare = { name: { 'zh-CN': '', en: '' }, symbol: '', decimals: 0, finalAfter: 1, explorerUrl: null };
    const suggestedNone = async () => null;
    return createPort({
      network: { ...bare, ...network, sources: [source] },
      query,
      clock,
      suggestedFee: suggestedNone,
    });
  }

  async function firstWith(text: string, able: readonly Network[]): Promise<Network | undefined> {
    const places = await placesOf(text, able);
    const place = places.findIndex(({ isThere }) => isThere);
    return able[Math.max(0, place)];
  }
}

function unconfigured(hash: string, network: string, now: number): Diagnosis {
  const name = findNetwork(network)?.name ?? { 'zh-CN': network, en: network };
  return {
    ...unknownFor('network_not_configured', [], null).told,
    network,
    networkName: name,
    hash,
    at: new Date(now).toISOString(),
    nextCheckAt: null,
    explorerUrl: null,
  };
}

type PortDeps = {
  network: Network;
  query: Query;
  clock: Clock;
  suggestedFee: () => Promise<string | null>;
};

function createPort(deps: PortDeps): ChainPort {
  switch (deps.network.family) {
    case 'evm':
      return createEvmChain(deps);
    case 'bitcoin':
      return createBitcoin(deps);
    case 'tron':
      return createTron(deps);
  }
}
