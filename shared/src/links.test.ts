import { findLinks, findRefusedLink } from './links.ts';
import { hostRuleSchema, isHostListed, type ParseUrl } from './hosts.ts';

const parse: ParseUrl = (url) => (URL.canParse(url) ? new URL(url) : null);
const hosts = ['support.fernway.example', '*.fernway.com', 'xn--bcher-kva.example'];
const hostsIn = (text: string) => findLinks(text, parse).map(({ host, reasons }) => [host, reasons]);

describe('[SAFE5] links of agents', () => {
  test.each([
    'See https://support.fernway.example/a/1 please.',
    'See help.fernway.com/guide',
    'fernway.com',
    'Write to help@fernway.com.',
    'https://bücher.example/ is listed in its xn-- form',
    'Version 2.14.1 works. Please wait.',
    'Settings → Security, e.g. on the phone',
    'The fee was 0.01 ETH at 12:30.',
  ])('go where the inbox allows, and text is no link: %s', (text) => {
    expect(findRefusedLink(text, hosts, parse)).toBeNull();
  });

  test.each([
    ['https://evil.example', 'evil.example', 'not_listed'],
    ['go to evil.com/help', 'evil.com', 'not_listed'],
    ['fernway.com.evil.io', 'fernway.com.evil.io', 'not_listed'],
    ['notfernway.com', 'notfernway.com', 'not_listed'],
    ['https://sub.support.fernway.example', 'sub.support.fernway.example', 'not_listed'],
    ['https://fernway.com@evil.io/x', 'evil.io', 'user_info'],
    ['http://203.0.113.7/x', '203.0.113.7', 'ip_address'],
    ['http://0x7f.1/', '127.0.0.1', 'ip_address'],
    ['https://fеrnway.com', 'xn--frnway-3of.com', 'mixed_script'],
    ['https://fernway\u200b.com', null, null],
    ['tg://resolve?domain=x', 'tg:', 'scheme'],
    ['javascript:alert(1)', 'javascript:', 'scheme'],
    ['evil[.]com', 'evil.com', 'not_listed'],
    ['evil (dot) com', 'evil.com', 'not_listed'],
    ['evil dot com', 'evil.com', 'not_listed'],
    ['hxxps://evil.com', 'hxxps:', 'scheme'],
    ['evil。com', 'evil.com', 'not_listed'],
    ['ｅｖｉｌ．ｃｏｍ', 'evil.com', 'not_listed'],
    ['ev\u200bil.com', 'evil.com', 'invisible'],
    ['evil .com', 'evil.com', 'not_listed'],
    ['t.me/support_lin', 't.me', 'not_listed'],
    ['wallet-fix.app', 'wallet-fix.app', 'not_listed'],
    ['help@evil.com', 'evil.com', 'not_listed'],
  ])('go nowhere else: %s', (text, host, reason) => {
    const found = findRefusedLink(text, hosts, parse);
    if (host === null) return expect(found).not.toBeNull();
    expect(found).toEqual({ host, reason });
  });

  test.each([
    ['plain', 'https://example.com/x', [['example.com', []]]],
    ['in Chinese, without spaces', '请看https://example.com/x。谢谢', [['example.com', []]]],
    ['punycode', 'https://xn--bcher-kva.example', [['xn--bcher-kva.example', ['punycode']]]],
    ['another script', 'https://раураl.com', [['xn--l-7sba6dbr.com', ['punycode', 'mixed_script']]]],
    ['a name before the host', 'https://a.com@b.com', [['b.com', ['user_info']]]],
    ['turned around', 'https://example.com/\u202egpj', [['example.com', ['invisible']]]],
  ])('are found with what is odd about them: %s', (_what, text, expected) => {
    expect(hostsIn(text)).toEqual(expected);
  });

  test('rules are hosts in ASCII, with those below by a star', () => {
    expect(
      ['example.com', '*.example.com', 'xn--bcher-kva.example'].every(
        (rule) => hostRuleSchema.safeParse(rule).success,
      ),
    ).toBe(true);
    for (const rule of [
      'https://example.com',
      'Example.com',
      '*',
      '*.com.',
      'a*.com',
      'bücher.example',
      'com',
      '',
    ])
      expect([rule, hostRuleSchema.safeParse(rule).success]).toEqual([rule, false]);
    expect(isHostListed('example.com.', ['*.example.com'])).toBe(true);
    expect(isHostListed('badexample.com', ['*.example.com'])).toBe(false);
  });

  test('are found in 4,000 characters of dots and slashes in time', () => {
    for (const piece of ['a.', '://', 'a@', 'http://', '[.]', 'x ']) {
      const began = performance.now();
      findRefusedLink(piece.repeat(4_000 / piece.length), hosts, parse);
      expect(performance.now() - began).toBeLessThan(1_000);
    }
  });
});
