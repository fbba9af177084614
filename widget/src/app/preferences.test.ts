import { chooseLanguage } from './preferences.ts';

describe('language of the interface', () => {
  it('is the host’s wish before anything else', () => {
    expect(chooseLanguage('en', ['zh-CN'])).toBe('en');
  });

  it('is the first of the browser’s that the product speaks', () => {
    expect(chooseLanguage(null, ['fr-FR', 'zh-TW', 'en'])).toBe('zh-CN');
    expect(chooseLanguage(null, ['en-GB', 'zh'])).toBe('en');
    expect(chooseLanguage(null, ['fr'])).toBe('en');
  });
});
