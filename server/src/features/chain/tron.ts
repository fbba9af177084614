import type { Amount, Offer, RevertReason, Token, TransactionFacts } from '@haven/shared/chain/diagnosis';
import * as z from 'zod/mini';
import type { Clock } from '../../clock.ts';
import { agree, type Statement, type Testimony } from './agreement.ts';
import { decodeReason } from './evm/revert-reason.ts';
import type { Network } from './network.ts';
import type { ChainPort, Finding, IncludedTold, Reading, Seen } from './port.ts';
import { movedFrom } from './reorganised.ts';
import { type Query, type Source, SourceFault } from './source.ts';
import {
  absentSchema,
  type TronBlock,
  tronBlockSchema,
  tronConstantSchema,
  type TronInfo,
  tronInfoSchema,
  type TronTransaction,
  tronTransactionSchema,
} from './tron-answers.ts';
import { tronMoves, tronToken } from './tron-tokens.ts';
import { notFoundFor, unknownFor } from './unknown.ts';

type Deps = { network: Network; query: Query; clock: Clock };
type Look = { transaction: TronTransaction | null; info: TronInfo | null; headAt: number };

const futureMs = 60_000;
const transfersTold = 20;
/** Over so many blocks the pace is measured. */
const paceBlocks = 20;

/** TRON, through its HTTP API (SAFE8). */
export function createTron({ network, query, clock }: Deps): ChainPort {
  async function post<S extends z.ZodMiniType>(source: Source, path: string, body: object, schema: S) {
    const answer = schema.safeParse(await query(source, { path, post: { visible: true, ...body } }));
    if (!answer.success) throw new SourceFault('malformed');
    return answer.data;
  }

  async function transactionAt(source: Source, hash: string): Promise<TronTransaction | null> {
    return post(
      source,
      '/wallet/gettransactionbyid',
      { value: hash },
      z.union([absentSchema, tronTransactionSchema]),
    );
  }

  async function lookAt(source: Source, place: number, hash: string): Promise<Statement<Look>> {
    try {
      const [now, transaction, info] = await Promise.all([
        post(source, '/wallet/getnowblock', {}, tronBlockSchema),
        transactionAt(source, hash),
        post(
          source,
          '/wallet/gettransactioninfobyid',
          // The addresses of logs as bytes, which is how their topics hold them.
          { value: hash, visible: false },
          z.union([absentSchema, tronInfoSchema]),
        ),
      ]);
      const { number: head = 0, timestamp: headAt = 0 } = now.block_header.raw_data;
      const known = transaction === null ? null : info;
      return {
        source: place,
        head,
        headAt,
        isHeadCredible: headAt <= clock.now() + futureMs && isNumberOf(now, head),
        state: await stateOf(source, transaction, known),
        look: { transaction, info: known, headAt },
      };
    } catch (error) {
      return { source: place, error: reasonIn(error) };
    }
  }

  async function stateOf(
    source: Source,
    transaction: TronTransaction | null,
    info: TronInfo | null,
  ): Promise<Testimony<Look>['state']> {
    if (info === null) return transaction === null ? 'absent' : 'waiting';
    const { blockID } = await post(
      source,
      '/wallet/getblockbynum',
      { num: info.blockNumber },
      tronBlockSchema,
    );
    return { block: blockID, number: info.blockNumber, outcome: outcomeOf(info) };
  }

  async function tokenAt(source: Source, address: string, owner: string): Promise<Token> {
    const ask = async (selector: string) => {
      const asked = { owner_address: owner, contract_address: address, function_selector: selector };
      const said = await post(source, '/wallet/triggerconstantcontract', asked, tronConstantSchema).catch(
        () => null,
      );
      return said?.constant_result?.[0];
    };
    const [symbol, decimals] = await Promise.all([ask('symbol()'), ask('decimals()')]);
    return tronToken(address, symbol, decimals);
  }

  async function included(
    source: Source,
    facts: TransactionFacts,
    info: TronInfo,
    hash: string,
    head: number,
  ): Promise<IncludedTold> {
    const { finalAfter } = network;
    const confirmations = Math.max(1, head - info.blockNumber + 1);
    const isFinal = confirmations >= finalAfter;
    const moves = tronMoves(info).slice(0, transfersTold);
    const transfers = await Promise.all(
      moves.map(async ({ token, ...move }) => ({
        ...move,
        token: await tokenAt(source, token, facts.from ?? token),
        isCollectible: false,
      })),
    );
    const failure = failureOf(info);
    const movedTokens = transfers.length > 0 && facts.amount.value === '0';
    const fine = isFinal ? (movedTokens ? 'token_not_visible' : 'succeeded') : 'confirming';
    return {
      verdict: failure?.verdict ?? fine,
      isFinal,
      facts: {
        transaction: { ...facts, at: new Date(info.blockTimeStamp).toISOString() },
        block: { number: info.blockNumber, hash, confirmations, finalAfter },
        paid: {
          amount: amountOf(network, info.fee ?? 0),
          used: info.receipt?.energy_usage_total === undefined ? null : `${info.receipt.energy_usage_total}`,
          limit: null,
        },
        reason: failure?.reason ?? null,
        recipient: 'unknown',
        transfers,
        approvals: [],
        lookAlike: null,
      },
    };
  }

  async function diagnose(hash: string, seen: Seen | null): Promise<Finding> {
    const { sources } = network;
    const statements = await Promise.all(sources.map((one, index) => lookAt(one, index + 1, hash)));
    const { best, head, evidence, obstacle } = agree(statements, clock.now());
    const source = best && sources[best.source - 1];
    if (!best || !source) return unknownFor(obstacle ?? 'no_answer', evidence, seen?.transaction ?? null);
    const { transaction: tx, info, headAt } = best.look;
    const at = seen?.at ?? new Date(clock.now()).toISOString();
    if (tx === null) {
      if (seen === null) return notFoundFor(evidence);
      return { told: dropped(seen.transaction, seen.at, [...evidence, ...movedFrom(seen, null)]), seen };
    }
    const facts = factsOf(network, tx, at);
    const remember = (block: Seen['block']): Seen => ({
      transaction: facts,
      callHash: null,
      spends: [],
      block,
      at,
    });
    if (info !== null && typeof best.state === 'object') {
      const told = await included(source, facts, info, best.state.block, head);
      const block = { number: info.blockNumber, hash: best.state.block };
      return { told: { ...told, evidence: [...evidence, ...movedFrom(seen, block)] }, seen: remember(block) };
    }
    const moved = [...evidence, ...movedFrom(seen, null)];
    const isExpired = (tx.raw_data.expiration ?? Infinity) < headAt;
    if (isExpired) return { told: dropped(facts, at, moved), seen: remember(null) };
    const limit = tx.raw_data.fee_limit;
    const offer: Offer = { kind: 'limit', limit: limit === undefined ? null : `${limit}` };
    const told = {
      verdict: 'pending',
      isFinal: false,
      facts: { transaction: facts, offer, queue: null },
    } as const;
    return { told: { ...told, evidence: moved }, seen: remember(null) };
  }

  return {
    canonical: (text) => {
      const hash = text.trim().toLowerCase().replace(/^0x/, '');
      return /^[0-9a-f]{64}$/.test(hash) ? hash : null;
    },

    diagnose: (hash, seen) =>
      diagnose(hash, seen).catch((error: unknown) => {
        const obstacle = reasonIn(error) === 'rate_limited' ? 'rate_limited' : 'no_answer';
        return unknownFor(obstacle, [], seen?.transaction ?? null);
      }),

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
      const now = await post(source, '/wallet/getnowblock', {}, tronBlockSchema);
      const { number: head = 0, timestamp: headAt = 0 } = now.block_header.raw_data;
      const num = Math.max(0, head - paceBlocks);
      const earlier = await post(source, '/wallet/getblockbynum', { num }, tronBlockSchema).catch(() => null);
      const since = earlier?.block_header.raw_data.timestamp;
      const blockSeconds =
        since === undefined || head === num ? null : (headAt - since) / 1_000 / (head - num);
      return { head, headAt, blockSeconds, baseFee: null, fees: null, fullness: null };
    },

    /** By the last four bytes of its first block's id. */
    async identify(source) {
      const { blockID } = await post(source, '/wallet/getblockbynum', { num: 0 }, tronBlockSchema);
      return `tron:0x${blockID.slice(-8)}`;
    },
  };
}

/** A block's id begins with its number, in sixteen digits. */
function isNumberOf({ blockID }: TronBlock, number: number): boolean {
  return Number.parseInt(blockID.slice(0, 16), 16) === number;
}

function outcomeOf({ receipt, result }: TronInfo): string {
  return receipt?.result ?? result ?? 'SUCCESS';
}

function failureOf(info: TronInfo): { verdict: 'reverted' | 'out_of_gas'; reason: RevertReason } | null {
  const outcome = outcomeOf(info);
  const [said] = info.contractResult ?? [];
  if (outcome === 'SUCCESS' && info.result !== 'FAILED') return null;
  if (outcome === 'REVERT') return { verdict: 'reverted', reason: decodeReason(`0x${said ?? ''}`) };
  const reason: RevertReason = { kind: 'code', code: outcome };
  return { verdict: /^OUT_OF_(ENERGY|TIME)$/.test(outcome) ? 'out_of_gas' : 'reverted', reason };
}

function dropped(
  transaction: TransactionFacts,
  at: string,
  evidence: Finding['told']['evidence'],
): Finding['told'] {
  const facts = { searched: [], foundOn: [], seenBefore: { transaction, at }, queue: null };
  return { verdict: 'dropped', isFinal: false, facts, evidence };
}

function amountOf({ symbol, decimals }: Network, value: number): Amount {
  return { value: `${value}`, decimals, symbol };
}

function factsOf(
  network: Network,
  { raw_data: { contract } }: TronTransaction,
  at: string,
): TransactionFacts {
  const value = contract[0]?.parameter.value;
  // The amount of a TransferAssetContract is of a token of the old kind, TRC-10, and no TRX.
  const isCoin = contract[0]?.type === 'TransferContract';
  return {
    from: value?.owner_address ?? null,
    to: value?.to_address ?? value?.contract_address ?? null,
    amount: amountOf(network, (isCoin ? value?.amount : value?.call_value) ?? 0),
    nonce: null,
    outputs: [],
    at,
  };
}

function reasonIn(error: unknown) {
  return error instanceof SourceFault ? error.reason : ('malformed' as const);
}
