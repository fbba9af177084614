import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type Abi, encodeFunctionData, type Hex, parseEther, parseGwei, toFunctionSelector } from 'viem';
import { type Anvil, startAnvil } from '../support/anvil.ts';
import { createChainWorld, networkOf } from './chain-world.ts';

type Compiled = Record<'Token' | 'Failing' | 'Purse' | 'Wallet', { abi: Abi; bytecode: Hex }>;
const file = fileURLToPath(new URL('contracts/contracts.json', import.meta.url));
const contracts = JSON.parse(readFileSync(file, 'utf8')) as Compiled;

let node: Anvil;
let other: Anvil;
let world: ReturnType<typeof createChainWorld>;
const id = 'eip155:31337';

beforeAll(async () => {
  [node, other] = await Promise.all([startAnvil(), startAnvil({ chainId: 31_338 })]);
  world = createChainWorld([
    networkOf({ id, family: 'evm', urls: [node.url] }),
    networkOf({ id: 'eip155:31338', family: 'evm', urls: [other.url] }),
  ]);
});
afterAll(async () => {
  await node.stop();
  await other.stop();
});
// Every test begins with an empty pool, at a low fee, and with accounts that nobody has used.
beforeEach(async () => {
  await node.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('1') });
  await node.client.mine({ blocks: 1 });
});

let accountsUsed = 0;
/** Somebody with coins who has sent nothing yet. */
async function somebody() {
  accountsUsed += 1;
  const address = `0x${(0xabc000 + accountsUsed).toString(16).padStart(40, '1')}` as const;
  await node.client.setBalance({ address, value: parseEther('100') });
  await node.client.impersonateAccount({ address });
  return address;
}

type Wish = {
  from: Hex;
  to?: Hex | null;
  value?: bigint;
  data?: Hex;
  nonce?: number;
  gas?: bigint;
  maxFeePerGas?: bigint;
  maxPriorityFeePerGas?: bigint;
};

/** Sends as anybody: the node signs for whom it plays. */
async function send({ from, to, gas = 500_000n, ...wish }: Wish): Promise<Hex> {
  return node.client.sendTransaction({
    account: from,
    to: to === undefined ? '0x00000000000000000000000000000000000beef1' : to,
    gas,
    maxFeePerGas: parseGwei('30'),
    maxPriorityFeePerGas: parseGwei('1'),
    ...wish,
  });
}
const mine = (blocks = 1) => node.client.mine({ blocks });

async function deploy(name: keyof Compiled, args: unknown[] = []): Promise<Hex> {
  const deployer = await somebody();
  const { abi, bytecode } = contracts[name];
  const hash = await node.client.deployContract({ account: deployer, abi, bytecode, args, gas: 3_000_000n });
  await mine();
  const { contractAddress } = await node.client.getTransactionReceipt({ hash });
  if (!contractAddress) throw new Error('not deployed');
  return contractAddress;
}
const call = (name: keyof Compiled, functionName: string, args: unknown[] = []) =>
  encodeFunctionData({ abi: contracts[name].abi, functionName, args });

describe('[SAFE8] a transaction that waits', () => {
  it('is pending, with what it offers and what would be taken', async () => {
    const hash = await send({ from: await somebody(), value: 5n });
    const { facts, isFinal, nextCheckAt, explorerUrl } = await world.expectVerdict('pending', hash);
    expect(facts.transaction).toMatchObject({
      amount: { value: '5', decimals: 18, symbol: 'ETH' },
      nonce: 0,
    });
    expect(facts.offer).toMatchObject({ kind: 'gas', maxFee: '30000000000', replaceFrom: '33000000000' });
    expect({ isFinal, explorerUrl }).toEqual({
      isFinal: false,
      explorerUrl: `https://explorer.example/tx/${hash}`,
    });
    expect(nextCheckAt).not.toBeNull();
  });

  it('is underpriced when the next block asks for more than it offers at most', async () => {
    const hash = await send({ from: await somebody(), maxFeePerGas: parseGwei('20') });
    await node.client.setNextBlockBaseFeePerGas({ baseFeePerGas: parseGwei('50') });
    const { facts } = await world.expectVerdict('pending_underpriced', hash);
    expect(facts.offer).toMatchObject({ maxFee: '20000000000', baseFee: '50000000000' });
  });

  it('stands behind a nonce that is missing, or behind one that waits too', async () => {
    const from = await somebody();
    const hash = await send({ from, nonce: 2 });
    const gap = await world.expectVerdict('pending_nonce_gap', hash);
    expect(gap.facts.queue).toEqual({ nonce: 2, nextNonce: 0, missingNonce: 0 });
    await send({ from, nonce: 0 });
    await send({ from, nonce: 1 });
    const row = await world.expectVerdict('pending_nonce_gap', hash);
    expect(row.facts.queue).toEqual({ nonce: 2, nextNonce: 0, missingNonce: null });
  });
});

describe('[SAFE8] a transaction that is gone', () => {
  it('was dropped: nobody has it, and its nonce is free', async () => {
    const hash = await send({ from: await somebody() });
    await world.expectVerdict('pending', hash);
    await node.client.dropTransaction({ hash });
    const { facts } = await world.expectVerdict('dropped', hash);
    expect(facts.seenBefore?.transaction.nonce).toBe(0);
    // Whoever never saw it can't know that.
    world.forget();
    const { facts: unseen } = await world.expectVerdict('not_found', hash);
    expect(unseen.searched).toEqual([id, 'eip155:31338']);
  });

  it.each([
    ['repriced', {}],
    ['cancelled', { toSelf: true }],
    ['replaced', { value: 9n }],
  ] as const)('was %s by another one of its nonce', async (verdict, { ...change }) => {
    const from = await somebody();
    const hash = await send({ from, value: 5n, nonce: 0 });
    await world.expectVerdict('pending', hash);
    const isToSelf = 'toSelf' in change;
    const value = isToSelf ? 0n : 'value' in change ? change.value : 5n;
    const by = await send({
      from,
      ...(isToSelf ? { to: from } : {}),
      value,
      nonce: 0,
      maxFeePerGas: parseGwei('60'),
      maxPriorityFeePerGas: parseGwei('3'),
    });
    await world.expectVerdict('being_replaced', hash);
    await mine();
    const { facts, isFinal } = await world.expectVerdict(verdict, hash);
    expect({ by: facts.by, isFinal, confirmations: facts.block?.confirmations }).toEqual({
      by,
      isFinal: false,
      confirmations: 1,
    });
    // Far back in the chain it is found as well.
    await mine(100);
    const later = await world.expectVerdict(verdict, hash);
    expect({ by: later.facts.by, isFinal: later.isFinal }).toEqual({ by, isFinal: true });
  });

  it('is on another network of the operator', async () => {
    const from = other.account(1);
    const hash = await other.client.sendTransaction({ account: from, to: from.address, value: 1n });
    const { facts } = await world.expectVerdict('wrong_network', hash, id);
    expect(facts.foundOn).toEqual(['eip155:31338']);
    // Without a network it is looked for where it is.
    const found = await world.expectVerdict('pending', hash.slice(2).toUpperCase());
    expect(found.network).toBe('eip155:31338');
    expect((await world.chains.find(hash)).map(({ en }) => en)).toEqual(['Test']);
  });
});

describe('[SAFE8] a transaction that failed', () => {
  let failing: Hex;
  beforeAll(async () => {
    failing = await deploy('Failing');
  });

  it.each([
    ['withReason', [], { kind: 'message', text: 'not yet: the sale has not begun' }],
    ['withUnknownError', [], { kind: 'selector', selector: toFunctionSelector('NobodyKnowsThis(uint256)') }],
    ['byZero', [0n], { kind: 'panic', code: 0x12 }],
  ])('says why: %s', async (name, args, reason) => {
    const hash = await send({ from: await somebody(), to: failing, data: call('Failing', name, args) });
    await mine();
    const { facts } = await world.expectVerdict('reverted', hash);
    expect(facts.reason).toEqual(reason);
    // The last unit was used as well, and that was not why.
    const gas = BigInt(facts.paid?.used ?? 0);
    const spent = await send({ from: await somebody(), to: failing, data: call('Failing', name, args), gas });
    await mine();
    expect((await world.expectVerdict('reverted', spent)).facts.reason).toEqual(reason);
    expect(BigInt(facts.paid?.amount.value ?? 0)).toBeGreaterThan(0n);
  });

  it('names an error of ERC-6093 and what it says', async () => {
    const token = await deploy('Token', ['USDX']);
    const from = await somebody();
    const data = call('Token', 'transfer', ['0x00000000000000000000000000000000000beef1', 5n]);
    const hash = await send({ from, to: token, data });
    await mine();
    const { facts } = await world.expectVerdict('reverted', hash);
    expect(facts.reason).toMatchObject({
      kind: 'error',
      name: 'ERC20InsufficientBalance',
      args: [{ name: 'sender' }, { name: 'balance', value: '0' }, { name: 'needed', value: '5' }],
    });
  });

  it('gave no reason: coin for a contract that takes none', async () => {
    const hash = await send({ from: await somebody(), to: failing, value: 1n });
    await mine();
    const { facts } = await world.expectVerdict('reverted', hash);
    expect(facts).toMatchObject({ reason: { kind: 'none' }, recipient: 'contract' });
  });

  it('ran out of gas', async () => {
    const hash = await send({
      from: await somebody(),
      to: failing,
      data: call('Failing', 'forEver'),
      gas: 90_000n,
    });
    await mine();
    const { facts } = await world.expectVerdict('out_of_gas', hash);
    expect(facts.paid).toMatchObject({ used: '90000', limit: '90000' });
  });
});

describe('[SAFE8] a transaction that succeeded', () => {
  it('is confirming, then final after as many blocks as the operator says', async () => {
    const hash = await send({ from: await somebody(), value: 5n });
    await mine();
    const first = await world.expectVerdict('confirming', hash);
    expect(first.facts.block).toMatchObject({ confirmations: 1, finalAfter: 3 });
    await mine(2);
    const last = await world.expectVerdict('succeeded', hash);
    expect(last).toMatchObject({ isFinal: true, nextCheckAt: null, facts: { recipient: 'account' } });
  });

  it('went to a contract, and to a token’s own contract', async () => {
    const [purse, token] = [await deploy('Purse'), await deploy('Token', ['USDX'])];
    const hash = await send({ from: await somebody(), to: purse, value: 5n });
    await mine();
    expect((await world.expectVerdict('sent_to_contract', hash)).facts.recipient).toBe('contract');

    const owner = await tokenOwner(token);
    const toItself = await send({ from: owner, to: token, data: call('Token', 'transfer', [token, 5n]) });
    await mine();
    expect((await world.expectVerdict('sent_to_contract', toItself)).facts.recipient).toBe('token');
  });

  it('moved a token that a wallet may not show', async () => {
    const token = await deploy('Token', ['US‮DX\n']);
    const owner = await tokenOwner(token);
    const to = await somebody();
    const hash = await send({ from: owner, to: token, data: call('Token', 'transfer', [to, 25n]) });
    await mine(3);
    const { facts } = await world.expectVerdict('token_not_visible', hash);
    expect(facts.transfers).toMatchObject([
      { token: { symbol: 'US DX', decimals: 6 }, value: '25', isCollectible: false },
    ]);
    expect(facts.transfers[0]?.to.toLowerCase()).toBe(to);
  });

  it('approved somebody whom nobody knows', async () => {
    const [token, spender] = [await deploy('Token', ['USDX']), await deploy('Purse')];
    const owner = await tokenOwner(token);
    const approve = async (to: Hex, value: bigint) => {
      const hash = await send({ from: owner, to: token, data: call('Token', 'approve', [to, value]) });
      await mine(3);
      return hash;
    };
    const unlimited = await world.expectVerdict(
      'suspicious_approval',
      await approve(spender, 2n ** 256n - 1n),
    );
    expect(unlimited.facts.approvals).toMatchObject([{ isUnlimited: true, spenderIs: 'unknown' }]);
    const person = await world.expectVerdict('suspicious_approval', await approve(await somebody(), 7n));
    expect(person.facts.approvals).toMatchObject([{ isUnlimited: false, value: '7', spenderIs: 'account' }]);
    const permit2 = '0x000000000022D473030F116dDEE9F6B43aC78BA3';
    const known = await world.expectVerdict('succeeded', await approve(permit2, 7n));
    expect(known.facts.approvals).toMatchObject([{ spenderIs: 'known', spenderName: 'Permit2' }]);
    // Taking it back is no approval.
    await world.expectVerdict('succeeded', await approve(spender, 0n));
  });

  it('was a bait: nothing moved in the victim’s name to an address that looks like a friend’s', async () => {
    const token = await deploy('Token', ['USDX']);
    const victim = await tokenOwner(token);
    const friend = '0xabcd000000000000000000000000000000001234';
    const alike = '0xabcd999999999999999999999999999999991234';
    const paid = await send({ from: victim, to: token, data: call('Token', 'transfer', [friend, 5n]) });
    await mine();
    const data = call('Token', 'transferFrom', [victim, alike, 0n]);
    const bait = await send({ from: await somebody(), to: token, data });
    await mine(3);
    const { facts } = await world.expectVerdict('poisoned_address', bait);
    expect(facts.lookAlike).toMatchObject({ by: 'zero_value' });
    expect(facts.lookAlike?.resembles?.toLowerCase()).toBe(friend);
    // Paying the friend again is fine; paying the look-alike is what the bait was for.
    await world.expectVerdict('token_not_visible', paid);
    const again = await send({ from: victim, to: token, data: call('Token', 'transfer', [friend, 5n]) });
    const caught = await send({ from: victim, to: token, data: call('Token', 'transfer', [alike, 5n]) });
    await mine(3);
    await world.expectVerdict('token_not_visible', again);
    // With both of them among whom the victim paid, it is still the look-alike alone.
    const later = await send({ from: victim, to: token, data: call('Token', 'transfer', [friend, 5n]) });
    await mine(3);
    await world.expectVerdict('token_not_visible', later);
    expect((await world.expectVerdict('poisoned_address', caught)).facts.lookAlike).toMatchObject({
      by: 'sent_to',
    });
  });

  /** Who got all of it at its birth. */
  async function tokenOwner(token: Hex): Promise<Hex> {
    const [log] = await node.client.getContractEvents({
      address: token,
      abi: contracts.Token.abi,
      eventName: 'Transfer',
      fromBlock: 0n,
    });
    const owner = (log as unknown as { args: { to: Hex } }).args.to;
    await node.client.impersonateAccount({ address: owner });
    return owner;
  }
});

it('[SAFE8] what was in a block and is no more is told, and found again in another one', async () => {
  const from = await somebody();
  const snapshot = await node.client.snapshot();
  const hash = await send({ from, value: 5n });
  await mine();
  const before = await world.expectVerdict('confirming', hash);
  await node.client.revert({ id: snapshot });
  const gone = await world.expectVerdict('dropped', hash);
  expect(gone.evidence).toContainEqual({
    kind: 'reorganised',
    from: before.facts.block.hash,
    fromNumber: before.facts.block.number,
  });
  await mine();
  expect(await send({ from, value: 5n })).toBe(hash);
  await mine();
  const again = await world.expectVerdict('confirming', hash);
  expect(again.facts.block.hash).not.toBe(before.facts.block.hash);
});

describe('[SAFE7] the signature of a message', () => {
  const message = 'support.example wants you to sign in';

  it('is that of an account’s key, or of a contract that says so', async () => {
    const owner = node.account(3);
    const signature = await owner.signMessage({ message });
    const verify = (address: string, over: Partial<{ message: string; network: string }> = {}) =>
      world.verifySignature({ network: id, address, message, signature, ...over });
    expect(await verify(owner.address)).toBe('eoa');
    expect(await verify(owner.address.toLowerCase())).toBe('eoa');
    expect(await verify(owner.address, { message: 'another' })).toBe('invalid');
    expect(await verify(node.account(4).address)).toBe('invalid');
    const wallet = await deploy('Wallet', [owner.address]);
    expect(await verify(wallet)).toBe('contract');
    expect(await verify(wallet, { message: 'another' })).toBe('invalid');
    expect(await verify(wallet, { network: 'eip155:999' })).toBe('unavailable');
    expect(await verify('0x12')).toBe('invalid');
  });
});

it('reads fees, pace and head', async () => {
  await mine(5);
  const fresh = createChainWorld([networkOf({ id, family: 'evm', urls: [node.url] })]);
  const [state] = await fresh.states.list();
  expect(state).toMatchObject({ id, condition: 'normal', sources: [{ source: 1, lag: 0, error: null }] });
  const { slow = '0', normal = '0', fast = '0' } = state?.fees ?? {};
  expect(BigInt(slow) <= BigInt(normal) && BigInt(normal) <= BigInt(fast)).toBe(true);
});
