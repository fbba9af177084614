import type { Amount, Offer, TransactionFacts } from '@haven/shared/chain/diagnosis';
import * as z from 'zod/mini';
import type { Clock } from '../../clock.ts';
import { agree, type Statement } from './agreement.ts';
import {
  type BitcoinTransaction,
  bitcoinBlocksSchema,
  bitcoinTransactionSchema,
  feeEstimatesSchema,
  type Outspend,
  outspendSchema,
} from './bitcoin-answers.ts';
import type { Network } from './network.ts';
import type { ChainPort, Finding, Reading, Seen } from './port.ts';
import { type Query, type Source, SourceFault } from './source.ts';
import { movedFrom } from './reorganised.ts';
import { notFoundFor, unknownFor } from './unknown.ts';

type Deps = { network: Network; query: Query; clock: Clock };
type Look = { transaction: BitcoinTransaction | null; head: number };

/** Within so many blocks what is offered should be taken: within a day, an hour, the next one. */
const within = { slow: '144', normal: '6', fast: '1' } as const;
/** A block's time may be two hours ahead and be valid. */
const futureMs = 2 * 60 * 60_000;
const outputsTold = 20;
/** From this sequence on an input does not say that it may be replaced (BIP 125). */
const finalSequence = 0xfffffffe;
/** Inputs whose fate is looked up to learn who took them. */
const spendsAsked = 3;

/** Bitcoin, through HTTP APIs of Esplora's form (SAFE8). */
export function createBitcoin({ network, query, clock }: Deps): ChainPort {
  async function get<S extends z.ZodMiniType>(source: Source, path: string, schema: S): Promise<z.infer<S>> {
    const answer = schema.safeParse(await query(source, { path }));
    if (!answer.success) throw new SourceFault('malformed');
    return answer.data;
  }

  /** Null when it is not there: 404 with a sentence. */
  const transactionAt = (source: Source, hash: string) =>
    get(source, `/tx/${hash}`, z.nullable(bitcoinTransactionSchema));

  async function statementOf(source: Source, place: number, hash: string): Promise<Statement<Look>> {
    try {
      const [tip, blocks, transaction] = await Promise.all([
        get(source, '/blocks/tip/height', z.int()),
        get(source, '/blocks', bitcoinBlocksSchema),
        transactionAt(source, hash),
      ]);
      const [last] = blocks;
      const headAt = (last?.timestamp ?? 0) * 1_000;
      const isHeadCredible = Math.abs(tip - (last?.height ?? 0)) <= 2 && headAt <= clock.now() + futureMs;
      const head = last?.height ?? 0;
      return {
        source: place,
        head,
        headAt,
        isHeadCredible,
        state: stateOf(transaction),
        look: { transaction, head },
      };
    } catch (error) {
      return { source: place, error: reasonIn(error) };
    }
  }

  async function offerOf(
    source: Source,
    tx: BitcoinTransaction,
  ): Promise<{ offer: Offer; isCheap: boolean }> {
    const rate = Math.floor((tx.fee * 4_000) / tx.weight);
    const estimates = await get(source, '/fee-estimates', feeEstimatesSchema).catch(() => null);
    const slow = estimates?.[within.slow];
    const normal = estimates?.[within.normal];
    const isReplaceable = tx.vin.some(({ sequence }) => sequence < finalSequence);
    return {
      offer: { kind: 'rate', rate: `${rate}`, suggested: thousandths(normal), isReplaceable },
      isCheap: slow !== undefined && rate < Math.floor(slow * 1_000),
    };
  }

  /** Who spent what it would have spent; null when nobody did. Rejects when nobody says. */
  async function spender(source: Source, { spends }: Seen, hash: string): Promise<Outspend | null> {
    for (const spend of spends.slice(0, spendsAsked)) {
      const [txid = '', index = ''] = spend.split(':');
      const fate = await get(source, `/tx/${txid}/outspend/${index}`, z.nullable(outspendSchema));
      if (fate?.spent && fate.txid !== undefined && fate.txid !== hash) return fate;
    }
    return null;
  }

  async function goneAs(source: Source, seen: Seen, hash: string, head: number) {
    const taker = await spender(source, seen, hash);
    if (taker?.status?.confirmed && taker.txid !== undefined) {
      const other = await transactionAt(source, taker.txid);
      const { block_height: number = head, block_hash: blockHash = '' } = taker.status;
      const block = blockFacts(network, number, blockHash, head);
      return {
        verdict:
          other && paysTheSame(seen.transaction, factsOf(network, other, '')) ? 'repriced' : 'replaced',
        isFinal: block.confirmations >= block.finalAfter,
        facts: { transaction: seen.transaction, by: taker.txid, block },
      } as const;
    }
    const seenBefore = { transaction: seen.transaction, at: seen.at };
    const facts = { searched: [], foundOn: [], seenBefore, queue: null };
    return { verdict: taker === null ? 'dropped' : 'being_replaced', isFinal: false, facts } as const;
  }

  async function diagnose(hash: string, seen: Seen | null): Promise<Finding> {
    const { sources } = network;
    const statements = await Promise.all(sources.map((one, index) => statementOf(one, index + 1, hash)));
    const { best, head, evidence, obstacle } = agree(statements, clock.now());
    const source = best && sources[best.source - 1];
    if (!best || !source) return unknownFor(obstacle ?? 'no_answer', evidence, seen?.transaction ?? null);
    const at = seen?.at ?? new Date(clock.now()).toISOString();
    const { transaction: tx } = best.look;
    const remember = (facts: TransactionFacts, block: Seen['block']): Seen => ({
      transaction: facts,
      callHash: null,
      spends: tx?.vin.map(({ txid, vout }) => `${txid}:${vout}`) ?? [],
      block,
      at,
    });
    if (tx === null) {
      if (seen === null) return notFoundFor(evidence);
      const told = await goneAs(source, seen, hash, head);
      return {
        told: { ...told, evidence: [...evidence, ...movedFrom(seen, null)] } as Finding['told'],
        seen,
      };
    }
    const { block_height: number, block_hash: blockHash, block_time: time } = tx.status;
    if (!tx.status.confirmed || number === undefined || blockHash === undefined) {
      const { offer, isCheap } = await offerOf(source, tx);
      const facts = factsOf(network, tx, at);
      return {
        told: {
          verdict: isCheap ? 'pending_underpriced' : 'pending',
          isFinal: false,
          facts: { transaction: facts, offer, queue: null },
          evidence: [...evidence, ...movedFrom(seen, null)],
        },
        seen: remember(facts, null),
      };
    }
    const block = blockFacts(network, number, blockHash, head);
    const isFinal = block.confirmations >= block.finalAfter;
    const facts = factsOf(network, tx, time === undefined ? at : new Date(time * 1_000).toISOString());
    return {
      told: {
        verdict: isFinal ? 'succeeded' : 'confirming',
        isFinal,
        facts: {
          transaction: facts,
          block,
          paid: { amount: amountOf(network, tx.fee), used: null, limit: null },
          reason: null,
          recipient: facts.to === null ? 'several' : 'account',
          transfers: [],
          approvals: [],
          lookAlike: null,
        },
        evidence: [...evidence, ...movedFrom(seen, { number, hash: blockHash })],
      },
      seen: remember(facts, { number, hash: blockHash }),
    };
  }

  return {
    canonical: (text) => {
      const hash = text.trim().toLowerCase().replace(/^0x/, '');
      return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
    },

    diagnose: (hash, seen) =>
      diagnose(hash, seen).catch((error: unknown) =>
        unknownFor(
          reasonIn(error) === 'rate_limited' ? 'rate_limited' : 'no_answer',
          [],
          seen?.transaction ?? null,
        ),
      ),

    async has(hash) {
      const answers = await Promise.all(
        network.sources.map((source) =>
          transactionAt(source, hash).then(
            (transaction) => transaction !== null,
            () => null,
          ),
        ),
      );
      if (answers.includes(true)) return true;
      return answers.includes(false) ? false : null;
    },

    async read(source): Promise<Reading> {
      const [blocks, estimates] = await Promise.all([
        get(source, '/blocks', bitcoinBlocksSchema),
        get(source, '/fee-estimates', feeEstimatesSchema).catch(() => null),
      ]);
      const newest = blocks[0];
      const oldest = blocks.at(-1);
      if (!newest || !oldest) throw new SourceFault('malformed');
      const between = newest.height - oldest.height;
      const slow = thousandths(estimates?.[within.slow]);
      const normal = thousandths(estimates?.[within.normal]);
      const fast = thousandths(estimates?.[within.fast]);
      return {
        head: newest.height,
        headAt: newest.timestamp * 1_000,
        blockSeconds: between === 0 ? null : (newest.timestamp - oldest.timestamp) / between,
        baseFee: null,
        fees: slow && normal && fast ? { slow, normal, fast } : null,
        fullness: null,
      };
    },

    /** By its first block, as BIP 122 says. */
    async identify(source) {
      const genesis = await get(source, '/block-height/0', z.string().check(z.regex(/^[0-9a-f]{64}$/)));
      return `bip122:${genesis.slice(0, 32)}`;
    },
  };
}

function stateOf(tx: BitcoinTransaction | null): Exclude<Statement<Look>, { error: unknown }>['state'] {
  if (tx === null) return 'absent';
  const { confirmed, block_hash: block, block_height: number } = tx.status;
  if (!confirmed || block === undefined || number === undefined) return 'waiting';
  return { block, number, outcome: 'success' };
}

function amountOf({ symbol, decimals }: Network, value: number): Amount {
  return { value: `${value}`, decimals, symbol };
}

/** Who pays, whom, and how much in all: the change is among the outputs, and no form tells it apart for certain. */
function factsOf(network: Network, { vin, vout }: BitcoinTransaction, at: string): TransactionFacts {
  const payers = new Set(vin.map(({ prevout }) => prevout?.scriptpubkey_address ?? ''));
  const [payer = ''] = payers;
  const own = (address: string | undefined) => address !== undefined && payers.has(address);
  const paid = vout.filter(({ scriptpubkey_address: address }) => !own(address));
  const [only] = paid;
  const total = (paid.length === 0 ? vout : paid).reduce((sum, { value }) => sum + value, 0);
  return {
    from: payers.size === 1 && payer !== '' ? payer : null,
    to: paid.length === 1 ? (only?.scriptpubkey_address ?? null) : null,
    amount: amountOf(network, total),
    nonce: null,
    outputs: vout.slice(0, outputsTold).map(({ scriptpubkey_address: address, value }) => ({
      address: address ?? null,
      amount: amountOf(network, value),
    })),
    at,
  };
}

/** The same addresses: what replaces a transaction to pay a higher fee takes it from the change. */
function paysTheSame(a: TransactionFacts, b: TransactionFacts): boolean {
  const paid = ({ outputs }: TransactionFacts) => new Set(outputs.map(({ address }) => address));
  const [before, now] = [paid(a), paid(b)];
  return before.size === now.size && [...before].every((address) => now.has(address));
}

function blockFacts({ finalAfter }: Network, number: number, hash: string, head: number) {
  return { number, hash, confirmations: Math.max(1, head - number + 1), finalAfter };
}

function thousandths(satoshis: number | undefined): string | null {
  return satoshis === undefined ? null : `${Math.ceil(satoshis * 1_000)}`;
}

function reasonIn(error: unknown) {
  return error instanceof SourceFault ? error.reason : ('malformed' as const);
}
