import type { RevertReason } from '@haven/shared/chain/diagnosis';
import { type Abi, decodeErrorResult, type Hex, isHex, size, slice, type Transaction } from 'viem';
import { plainLine } from '../plain-line.ts';
import { type EvmClient, refusalIn } from './client.ts';
import { knownErrors } from './known-errors.ts';

/** As any ABI: some of these errors have no arguments. */
const errors: Abi = knownErrors;
const reasonMaxChars = 200;
const argMaxChars = 80;

export type Failure = { isOutOfGas: boolean; reason: RevertReason };

/**
 * Why a transaction failed, found by running it again on the state before its block. Of the block only what came before it
 * there is missing, so a reason is what was likely, and "none" is said where the node says nothing.
 */
export async function findFailure(
  client: EvmClient,
  transaction: Transaction,
  { blockNumber, gasUsed }: { blockNumber: bigint; gasUsed: bigint },
): Promise<Failure> {
  const reason = await replay(client, transaction, blockNumber - 1n);
  const isNamed =
    reason.kind === 'message' ||
    reason.kind === 'error' ||
    reason.kind === 'selector' ||
    reason.kind === 'panic';
  // Inner calls keep a 64th for their caller (EIP-150), so what ran out need not have used the very last unit.
  const isSpent = gasUsed * 100n >= transaction.gas * 98n;
  return { isOutOfGas: isSpent && !isNamed, reason };
}

async function replay(client: EvmClient, tx: Transaction, blockNumber: bigint): Promise<RevertReason> {
  const call = {
    from: tx.from,
    to: tx.to ?? undefined,
    data: tx.input,
    value: `0x${tx.value.toString(16)}` as const,
    gas: `0x${tx.gas.toString(16)}` as const,
  };
  try {
    await client.request({ method: 'eth_call', params: [call, `0x${blockNumber.toString(16)}`] });
    // Alone it would have succeeded: something before it in the block was in its way.
    return { kind: 'unavailable' };
  } catch (error) {
    const refusal = refusalIn(error);
    if (refusal === null) return { kind: 'unavailable' };
    const data = bytesIn(refusal.data);
    if (data !== null) return decodeReason(data);
    return /revert|out of gas|outofgas|invalid opcode|stack/i.test(refusal.message)
      ? { kind: 'none' }
      : { kind: 'unavailable' };
  }
}

/** Nodes put the bytes into `data`, or into an object there. */
function bytesIn(data: unknown): Hex | null {
  if (typeof data === 'string') return isHex(data) ? data : null;
  if (typeof data !== 'object' || data === null) return null;
  return 'data' in data ? bytesIn(data.data) : null;
}

/** What the bytes of a refusal say. An unknown error is its selector. */
export function decodeReason(data: Hex): RevertReason {
  if (size(data) === 0) return { kind: 'none' };
  if (size(data) < 4) return { kind: 'selector', selector: data };
  try {
    const { errorName, args = [], abiItem } = decodeErrorResult({ abi: errors, data });
    if (errorName === 'Error') return { kind: 'message', text: plainLine(String(args[0]), reasonMaxChars) };
    if (errorName === 'Panic') return { kind: 'panic', code: Number(args[0]) };
    const inputs = 'inputs' in abiItem ? (abiItem.inputs ?? []) : [];
    return {
      kind: 'error',
      name: errorName,
      args: args.map((value, index) => ({
        name: inputs[index]?.name ?? String(index),
        value: plainLine(String(value), argMaxChars),
      })),
    };
  } catch {
    return { kind: 'selector', selector: slice(data, 0, 4) };
  }
}
