import {
  emptySource,
  fieldsOfForm,
  formOfChoice,
  formOfNetwork,
  idOfForm,
  isSourceFilled,
  offeredNetworks,
  otherEvm,
  refusedSource,
  sourceChange,
} from './network-form.ts';

it('offers what can be looked into, ready to be saved', () => {
  expect(offeredNetworks.map(({ id }) => id)).toEqual(
    expect.arrayContaining(['eip155:1', 'bip122:000000000019d6689c085ae165831e93', 'tron:0x2b6653dc']),
  );
  for (const { id } of offeredNetworks) {
    const form = formOfChoice(id, []);
    expect(idOfForm(form)).toBe(id);
    expect(fieldsOfForm(form)).toMatchObject({ ok: true, fields: { explorerUrl: null } });
  }
});

it('takes another EVM network by its number, and says what is missing', () => {
  const form = formOfChoice(otherEvm, []);
  expect(idOfForm(form)).toBeNull();
  expect(idOfForm({ ...form, chainId: ' 31337 ' })).toBe('eip155:31337');
  for (const chainId of ['0', '-1', '1.5', '0x1', '1'.repeat(19)])
    expect(idOfForm({ ...form, chainId })).toBeNull();
  const wrong = {
    ...form,
    symbol: 'a b',
    decimals: '',
    finalAfter: '0',
    explorerUrl: 'http://x.example/{hash}',
  };
  expect(fieldsOfForm(wrong)).toEqual({
    ok: false,
    wrong: new Set(['name', 'symbol', 'decimals', 'finalAfter', 'explorerUrl']),
  });
});

it('keeps a stored source by its id, and sends a typed one', () => {
  const stored = { id: '0190a000-0000-7000-8000-000000000001', address: 'https://eth.example/…' };
  const network = {
    id: 'eip155:1',
    family: 'evm' as const,
    name: { 'zh-CN': '以太坊', en: 'Ethereum' },
    symbol: 'ETH',
    decimals: 18,
    finalAfter: 12,
    explorerUrl: null,
    isEnabled: true,
    sources: [stored],
  };
  const { sources } = formOfNetwork(network);
  expect(sources.map(sourceChange)).toEqual([{ id: stored.id }]);
  const typed = { ...emptySource(), url: ' https://other.example/key ' };
  expect(sourceChange(typed)).toEqual({ url: 'https://other.example/key' });
  expect([isSourceFilled(emptySource()), isSourceFilled(typed)]).toEqual([false, true]);
  expect(refusedSource({ field: 'sources', index: 1, reason: 'timeout' })).toEqual({
    index: 1,
    reason: 'timeout',
  });
  expect(refusedSource({ field: 'id' })).toBeNull();
});
