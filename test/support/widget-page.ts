import type { Language } from '@haven/shared/language';
import type { FrameLocator, Locator, Page } from 'playwright-core';

const words = {
  'zh-CN': {
    leaveMessage: '留言',
    start: '发起新对话',
    next: '下一步',
    begin: '开始对话',
    whatHappened: '发生了什么',
    message: '输入消息…',
    send: '发送',
    addImage: '添加图片',
    chooseImages: '选择图片',
  },
  en: {
    leaveMessage: 'Leave a message',
    start: 'Start a new chat',
    next: 'Next',
    begin: 'Start chat',
    whatHappened: 'What happened',
    message: 'Message…',
    send: 'Send',
    addImage: 'Add an image',
    chooseImages: 'Choose images',
  },
} as const;

type Question = { branch: string | RegExp; type: string | RegExp; text: string };
type File = { name: string; mimeType: string; buffer: Buffer };

export type WidgetPage = ReturnType<typeof createWidgetPage>;

/** The widget as a visitor uses it: in a page of its own, or inside the frame on a host page. */
export function createWidgetPage(page: Page, on: Page | FrameLocator, language: Language) {
  const say = words[language];
  const button = (name: string | RegExp): Locator =>
    on.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name });
  const box = on.getByRole('textbox', { name: say.message });

  return {
    page,
    on,
    button,
    box,
    log: on.getByRole('log'),
    /** A message in the log, by its whole text. */
    bubble: (text: string): Locator => on.getByRole('log').getByText(text, { exact: true }),
    /** Goes to the first of the two steps before a chat, whoever is there. */
    begin: () => button(say.start).or(button(say.leaveMessage)).click(),
    async chooseType({ branch, type }: Pick<Question, 'branch' | 'type'>): Promise<void> {
      await button(branch instanceof RegExp ? branch : new RegExp(`^${branch}`)).click();
      await on.getByRole('radio', { name: type }).check();
    },
    describe: (text: string): Promise<void> => on.getByLabel(say.whatHappened).fill(text),
    next: () => button(say.next).click(),
    submit: () => button(say.begin).click(),
    /** Everything from the first screen to a conversation. */
    async ask(question: Question): Promise<void> {
      await this.begin();
      await this.chooseType(question);
      await this.next();
      await this.describe(question.text);
      await this.submit();
    },
    async send(text: string): Promise<void> {
      await box.fill(text);
      await button(say.send).click();
    },
    async sendImage(file: File): Promise<void> {
      await button(say.addImage).click();
      const chooser = page.waitForEvent('filechooser');
      await button(say.chooseImages).click();
      await (await chooser).setFiles(file);
      await button(say.send).click();
    },
  };
}
