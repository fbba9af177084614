import { toFrameSchema } from '@haven/shared/widget-bridge';
import { contextOf, languageOf, noOptions, withOptions } from './options.ts';

describe('options of the host page', () => {
  it('take what is valid and leave the rest as it was', () => {
    const given = {
      inbox: 'demo',
      language: 'zh-TW',
      theme: 'dark',
      layout: 'wide',
      context: { device: 'Pixel' },
    };
    const options = withOptions(noOptions, given);
    expect(options).toEqual({
      inbox: 'demo',
      language: 'zh-CN',
      theme: 'dark',
      layout: 'panel',
      context: { device: 'Pixel' },
    });
    expect(withOptions(options, { inbox: '../evil', theme: 'pink' })).toEqual(options);
  });

  it('let the browser decide about a language that the product does not speak', () => {
    expect([languageOf('fr'), languageOf(null), languageOf('en-GB')]).toEqual([null, null, 'en']);
  });

  it('make a message that the frame accepts out of whatever a page passes as context', () => {
    const context = contextOf({ device: 'x'.repeat(500), appVersion: 7, wallet: '0x0', platform: 'ios' });
    const message = { v: 1, type: 'context', context };
    expect(toFrameSchema.safeParse(message).success).toBe(true);
    expect(Object.keys(context)).toEqual(['platform', 'device']);
    expect(contextOf('nonsense')).toEqual({});
    expect(contextOf(null)).toEqual({});
  });

  it('[SAFE3] hand on what is known of the wallet, as texts', () => {
    const context = contextOf({ addresses: ['0x01', 7], hashes: 'none', keys: ['secret'] });
    expect(context).toEqual({ addresses: ['0x01', '7'] });
    expect(toFrameSchema.safeParse({ v: 1, type: 'context', context }).success).toBe(true);
  });
});
