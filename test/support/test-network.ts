import { callsTo, type Reply } from '../http/api.ts';

/** The network of a node that `startAnvil` starts, as an administrator adds it. */
export const testNetwork = {
  id: 'eip155:31337',
  family: 'evm',
  fields: {
    name: { 'zh-CN': '测试网', en: 'Test network' },
    symbol: 'ETH',
    decimals: 18,
    finalAfter: 2,
    explorerUrl: null,
    isEnabled: true,
  },
};

/** Adds it with this node as its source; `cookie` is an administrator's. */
export function addTestNetwork(url: string, cookie: string, nodeUrl: string): Promise<Reply> {
  return callsTo(url, { cookie })('POST', '/api/admin/networks', {
    ...testNetwork,
    sources: [{ url: nodeUrl }],
  });
}
