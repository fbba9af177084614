import { type Hash, isHash, type Transaction, TransactionNotFoundError } from 'viem';
import type { Clock } from '../../../clock.ts';
import { agree, type Agreement, type Statement } from '../agreement.ts';
import type { Network } from '../network.ts';
import type { ChainPort, Finding, Seen } from '../port.ts';
import { movedFrom } from '../reorganised.ts';
import type { Query, Source } from '../source.ts';
import { notFoundFor, unknownFor } from '../unknown.ts';
import { diagnoseGone } from './absent.ts';
import { createEvmClient, type EvmClient, faultIn } from './client.ts';
import { countsOf, offerFacts, queueFacts, seenOf, transactionFacts } from './facts.ts';
import { readEvm } from './fees.ts';
import { diagnoseIncluded } from './included.ts';
import { type EvmLook, lookAt } from './look.ts';
import { createTokens, type Tokens } from './tokens.ts';

type Deps = {
  network: Network;
  query: Query;
  clock: Clock;
  /** What is asked for now, in wei for each unit of gas; null when unknown. */
  suggestedFee: () => Promise<string | null>;
};

/** An EVM network, asked at all of its sources at once (SAFE8). */
export function createEvmChain({ network, query, clock, suggestedFee }: Deps): ChainPort {
  const clients = network.sources.map((source) => createEvmClient(source, query));
  const tokens: Tokens = createTokens();

  async function statements(hash: Hash): Promise<Statement<EvmLook>[]> {
    return Promise.all(
      clients.map(async (client, index) => {
        const source = index + 1;
        try {
          return statementOf(source, await lookAt(client, hash, clock.now()));
        } catch (error) {
          return { source, error: faultIn(error).reason };
        }
      }),
    );
  }

  async function waiting(client: EvmClient, tx: Transaction, at: string) {
    const [counts, pendingFee, suggested] = await Promise.all([
      countsOf(client, tx.from),
      nextBaseFee(client),
      suggestedFee(),
    ]);
    const offer = offerFacts(tx, pendingFee, suggested);
    const queue = queueFacts(tx.nonce, counts);
    const isCheap = pendingFee !== null && (tx.maxFeePerGas ?? tx.gasPrice ?? 0n) < pendingFee;
    const verdict =
      counts.latest < tx.nonce ? 'pending_nonce_gap' : isCheap ? 'pending_underpriced' : 'pending';
    return {
      verdict,
      isFinal: false,
      facts: { transaction: transactionFacts(network, tx, at), offer, queue },
    } as const;
  }

  async function find(hash: Hash, seen: Seen | null, agreed: Agreement<EvmLook>): Promise<Finding> {
    const { best, head, evidence } = agreed;
    const client = best === null ? undefined : clients[best.source - 1];
    if (best === null || client === undefined)
      return unknownFor(agreed.obstacle ?? 'no_answer', evidence, seen?.transaction ?? null);
    const { transaction: tx, receipt } = best.look;
    const at = seen?.at ?? new Date(clock.now()).toISOString();
    if (tx !== null && receipt !== null) {
      const told = await diagnoseIncluded({ client, network, tokens }, tx, receipt, head);
      const block = { number: Number(receipt.blockNumber), hash: receipt.blockHash };
      const moved = movedFrom(seen, block);
      return {
        told: { ...told, evidence: [...evidence, ...moved] },
        seen: seenOf(told.facts.transaction, tx, block, at),
      };
    }
    if (tx !== null) {
      const told = await waiting(client, tx, at);
      const moved = movedFrom(seen, null);
      return {
        told: { ...told, evidence: [...evidence, ...moved] },
        seen: seenOf(told.facts.transaction, tx, null, at),
      };
    }
    if (seen === null) return notFoundFor(evidence);
    const gone = await diagnoseGone(client, network, hash, seen, head);
    const moved = movedFrom(seen, null);
    if (gone === null) return unknownFor('sources_disagree', evidence, seen.transaction);
    return { told: { ...gone, evidence: [...evidence, ...moved] } as Finding['told'], seen };
  }

  return {
    canonical: (text) => {
      const hash = text
        .trim()
        .toLowerCase()
        .replace(/^(?!0x)/, '0x');
      return isHash(hash) ? hash : null;
    },

    async diagnose(text, seen) {
      const hash = text as Hash;
      const agreed = agree(await statements(hash), clock.now());
      try {
        return await find(hash, seen, agreed);
      } catch (error) {
        const { reason } = faultIn(error);
        const obstacle = reason === 'rate_limited' ? 'rate_limited' : 'no_answer';
        return unknownFor(obstacle, agreed.evidence, seen?.transaction ?? null);
      }
    },

    async has(hash) {
      const answers = await Promise.all(
        clients.map((client) =>
          client.getTransaction({ hash: hash as Hash }).then(
            () => true,
            (error: unknown) => (error instanceof TransactionNotFoundError ? false : null),
          ),
        ),
      );
      if (answers.includes(true)) return true;
      return answers.includes(false) ? false : null;
    },

    read: (source) => readEvm(clientOf(source)).catch(throwFault),
    identify: async (source) => `eip155:${await clientOf(source).getChainId().catch(throwFault)}`,
  };

  function clientOf(source: Source): EvmClient {
    const index = network.sources.findIndex(({ id }) => id === source.id);
    return clients[index] ?? createEvmClient(source, query);
  }
}

function throwFault(error: unknown): never {
  throw faultIn(error);
}

function statementOf(source: number, look: EvmLook): Statement<EvmLook> {
  const { head, isHeadCredible, transaction, receipt } = look;
  return {
    source,
    head: Number(head.number),
    headAt: Number(head.timestamp) * 1_000,
    isHeadCredible,
    state:
      receipt !== null && transaction !== null
        ? { block: receipt.blockHash, number: Number(receipt.blockNumber), outcome: receipt.status }
        : transaction !== null
          ? 'waiting'
          : 'absent',
    look,
  };
}

/** Of the block that is being made; where a node shows none, of the last one. */
async function nextBaseFee(client: EvmClient): Promise<bigint | null> {
  const pending = await client.getBlock({ blockTag: 'pending' }).catch(() => null);
  return pending?.baseFeePerGas ?? (await client.getBlock({ blockTag: 'latest' })).baseFeePerGas;
}
