import { acceptFromHost } from './host.ts';

const parent = { name: 'parent' } as unknown as MessageEventSource;
const other = { name: 'other' } as unknown as MessageEventSource;
const data = { v: 1, type: 'shown', isShown: true };
const event = (change: Partial<{ data: unknown; origin: string; source: MessageEventSource }> = {}) => ({
  data,
  origin: 'https://wallet.example',
  source: parent,
  ...change,
});

describe('messages from the host page', () => {
  it('are accepted from the parent window and the origin that framed the page', () => {
    const accepted = acceptFromHost(event(), parent, 'https://wallet.example');
    expect(accepted).toEqual({ message: data, origin: 'https://wallet.example' });
  });

  it.each([
    ['another origin', event({ origin: 'https://evil.example' })],
    ['an opaque origin', event({ origin: 'null' })],
    ['another window', event({ source: other })],
    ['an unknown type', event({ data: { v: 1, type: 'token', token: 'x' } })],
    ['another version', event({ data: { ...data, v: 2 } })],
    ['an unknown key', event({ data: { ...data, more: 1 } })],
    ['no object', event({ data: 'shown' })],
  ])('are refused with %s', (_, refused) => {
    expect(acceptFromHost(refused, parent, 'https://wallet.example')).toBeNull();
  });

  it('teach the origin when the browser does not tell it, but not an opaque one', () => {
    expect(acceptFromHost(event(), parent, null)?.origin).toBe('https://wallet.example');
    expect(acceptFromHost(event({ origin: 'null' }), parent, null)).toBeNull();
  });
});
