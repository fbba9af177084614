import { type Address, type Hex, isAddress, isHex } from 'viem';
import { verifyMessage } from 'viem/utils';
import { createEvmClient } from './evm/client.ts';
import { isAccount } from './evm/effects.ts';
import type { Network } from './network.ts';
import type { Query } from './source.ts';

type Signed = { network: string; address: string; message: string; signature: string };

/** By whose rules a signature holds. `unavailable`: it could only be a contract's, and no node could be asked. */
export type SignatureVerdict = 'eoa' | 'contract' | 'invalid' | 'unavailable';

export type VerifySignature = (signed: Signed) => Promise<SignatureVerdict>;

/**
 * Makes what checks the signature of a message (EIP-191): of an account by its key alone, of a contract by asking the contract
 * (ERC-1271, and ERC-6492 for one that is not there yet) at the network's nodes. Never rejects. Nodes that differ are taken
 * for none.
 */
export function createVerifySignature({
  enabled,
  query,
}: {
  enabled: () => Promise<Network[]>;
  query: Query;
}): VerifySignature {
  async function askContract(
    network: Network,
    signed: { address: Address; message: string; signature: Hex },
  ): Promise<SignatureVerdict> {
    const { address } = signed;
    const answers = await Promise.all(
      network.sources.map(async (source): Promise<SignatureVerdict> => {
        const client = createEvmClient(source, query);
        try {
          // viem takes any failure for "invalid", so what is said of the code shows first that the node answers.
          const hasCode = !isAccount(await client.getCode({ address }));
          const isValid = await client.verifyMessage(signed);
          if (isValid) return 'contract';
          return hasCode || !isWrapped(signed.signature) ? 'invalid' : 'unavailable';
        } catch {
          return 'unavailable';
        }
      }),
    );
    const said = new Set(answers.filter((answer) => answer !== 'unavailable'));
    const [only] = said;
    return said.size === 1 && only !== undefined ? only : 'unavailable';
  }

  return async function verify({ network: id, address, message, signature }) {
    if (!isAddress(address, { strict: false }) || !isHex(signature)) return 'invalid';
    const isKeys = await verifyMessage({ address, message, signature }).catch(() => false);
    if (isKeys) return 'eoa';
    const network = (await enabled()).find((one) => one.id === id && one.family === 'evm');
    return network ? askContract(network, { address, message, signature }) : 'unavailable';
  };
}

/** What ends a signature that brings along how to make its contract (ERC-6492). */
function isWrapped(signature: Hex): boolean {
  return signature.endsWith('6492649264926492649264926492649264926492649264926492649264926492');
}
