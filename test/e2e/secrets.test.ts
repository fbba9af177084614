import { createAxeLog } from '../support/axe.ts';
import { picture } from '../support/browser.ts';
import { type BrowserPeople, createBrowserPeople, phoneLook } from '../support/browser-people.ts';
import type { ConsolePage } from '../support/console-page.ts';
import { dumpDatabase, dumpFolder, dumpRedis } from '../support/dump.ts';
import { type NativeEngine, startTestRedis } from '../support/engines.ts';
import { pngOf } from '../support/images.ts';
import { captureTraffic, keptOnDevice } from '../support/left-device.ts';
import {
  hexKey,
  keystore,
  xprv,
  foundIn,
  needlesOf,
  phrase,
  splitPhrase,
  unknownHex,
  wif,
} from '../support/secrets.ts';
import { type ServerProcess, startServer } from '../support/server-process.ts';
import type { WidgetPage } from '../support/widget-page.ts';

jest.setTimeout(150_000);

/** What the visitor on the panel pastes. */
const pasted = [phrase, wif, xprv, keystore, `private key: ${hexKey}`];
const words = splitPhrase.split(' ');
const [first, second] = [words.slice(0, 6).join(' '), words.slice(6).join(' ')];

/**
 * Two visitors and an agent with secrets in their clipboards, on one server with a Redis that can be searched. Whatever
 * leaves their pages or stays on their devices is captured, and searched at the end with all that the server keeps.
 */
describe('secrets in a browser', () => {
  let server: ServerProcess;
  let redis: NativeEngine;
  let people: BrowserPeople;
  let lin: ConsolePage;
  let phone: WidgetPage;
  let panel: WidgetPage;
  const axe = createAxeLog();
  const captured: (() => string)[] = [];
  const kept: string[] = [];

  beforeAll(async () => {
    redis = await startTestRedis();
    server = await startServer({ engine: 'embedded', env: { REDIS_URL: redis.url, LOG_LEVEL: 'trace' } });
    people = await createBrowserPeople(server.url);
    lin = await people.agent('lin', 'en');
    captured.push(await captureTraffic(lin.page));
    await lin.setAvailability('online');
  }, 180_000);
  afterAll(async () => {
    await people?.close();
    await server?.stop();
    await redis?.stop();
  }, 180_000);

  const sheetOf = ({ on }: WidgetPage) => on.getByRole('alertdialog');

  it('[SAFE1] a search and a description with a phrase in them stay on the phone', async () => {
    phone = await people.visitor('zh-CN', phoneLook);
    captured.push(await captureTraffic(phone.page));
    await phone.on.getByLabel('搜索常见问题').fill(phrase);
    await sheetOf(phone).getByRole('button', { name: '删除', exact: true }).click();
    await phone.begin();
    await phone.chooseType({ branch: '交易', type: /打包中/ });
    await phone.next();
    await phone.describe(`转账一直打包中。${phrase}`);
    await phone.submit();
    await sheetOf(phone).getByRole('button', { name: '去掉它，返回修改' }).click();
    const description = phone.on.getByLabel('发生了什么');
    expect(await description.inputValue()).toBe('转账一直打包中。');
    await phone.submit();
    await phone.log.getByText(/我是林晓/).waitFor();
  });

  it('[SAFE1][SAFE4] a pasted phrase is stopped, in Chinese, and the agent hears of it with words to say', async () => {
    await phone.send(phrase);
    const sheet = sheetOf(phone);
    await sheet.getByText('识别在本机完成，共 12 个词').waitFor();
    await picture(phone.page, 'secrets-1-phone-blocked-zh');
    await axe.look(phone.page, 'blocked');
    expect(await sheet.innerText()).not.toContain('legal');
    await sheet.getByRole('button', { name: /看步骤/ }).click();
    await sheet.getByText('如果曾经泄露过').waitFor();
    await picture(phone.page, 'secrets-2-phone-steps-zh');
    await sheet.getByRole('button', { name: '返回', exact: true }).click();
    await sheet.getByRole('button', { name: '删除并返回对话' }).click();
    await phone.log.getByText('已拦截：疑似助记词。未发送，也未保存').waitFor();
    expect(await phone.box.inputValue()).toBe('');
    await picture(phone.page, 'secrets-3-phone-after-zh');

    await lin.row(/Transfer pending/).click();
    const line = lin.log.getByText(/A recovery phrase was stopped on the user’s device/).last();
    await line.waitFor();
    await picture(lin.page, 'secrets-4-console-line-en');
    await lin.log.getByRole('button', { name: 'Insert' }).last().click();
    expect(await lin.box.inputValue()).toContain('我看不到其中任何文字');
    await lin.box.press('Enter');
    await phone.log.getByText(/我看不到其中任何文字/).waitFor();
  });

  it('[SAFE2] half of one in each of two messages: stopped, the first blanked, and talk goes on', async () => {
    await phone.send(first);
    await lin.bubble(first).waitFor();
    await phone.send(second);
    const sheet = sheetOf(phone);
    await sheet.getByText(/你之前的消息里有它的一部分/).waitFor();
    await picture(phone.page, 'secrets-5-phone-split-zh');
    // Going back is to delete, and the chat stays.
    await phone.page.goBack();
    await sheet.waitFor({ state: 'detached' });
    await phone.log.getByText('这条消息含有敏感信息，已移除').waitFor();
    await lin.bubble(first).waitFor({ state: 'detached' });
    await phone.send('好的，我在 App 里操作');
    await lin.bubble('好的，我在 App 里操作').waitFor();
  });

  it('[SAFE3] keys of every kind are stopped, in English; a hash goes when it is said to be one', async () => {
    panel = await people.visitor('en', { theme: 'dark' });
    captured.push(await captureTraffic(panel.page));
    await panel.ask({ branch: 'Transaction', type: /pending/, text: 'It has been pending for an hour' });
    await panel.log.getByText(/I’m 林晓 Lin/).waitFor();
    const sheet = sheetOf(panel);
    for (const secret of pasted) {
      await panel.send(`here: ${secret}`);
      await sheet.getByText('Stopped before sending').waitFor();
      if (secret === wif) await picture(panel.page, 'secrets-6-key-dark-en');
      await sheet.getByRole('button', { name: 'Edit without it' }).click();
      await sheet.waitFor({ state: 'detached' });
      expect(foundIn(await panel.box.inputValue(), needlesOf(secret))).toEqual([]);
    }
    await panel.send(unknownHex);
    await sheet.getByText('Transaction hash or private key?').waitFor();
    await picture(panel.page, 'secrets-7-ask-hex-dark-en');
    await axe.look(panel.page, 'asked');
    await sheet.getByRole('button', { name: 'Transaction hash. Send' }).click();
    await panel.bubble(unknownHex).waitFor();
    await panel.log.getByText(/^Sent/).last().waitFor();
    await panel.sendImage({ name: `${phrase}.png`, mimeType: 'image/png', buffer: await pngOf(64, 48) });
    await panel.log.getByRole('button', { name: 'View image image.png' }).waitFor();
  });

  it('[SAFE1] an agent who pastes one into a note, a search or a cause is stopped too', async () => {
    await lin.writeNote(`The user said ${phrase}`);
    await lin.addNote();
    const dialog = lin.page.getByRole('alertdialog');
    await dialog.getByText(/It looks like a recovery phrase/).waitFor();
    await picture(lin.page, 'secrets-8-console-dialog-en');
    await axe.look(lin.page, 'console');
    await dialog.getByRole('button', { name: 'Edit without it' }).click();
    await dialog.waitFor({ state: 'detached' });
    await lin.addNote();
    await lin.log.getByText('The user said', { exact: true }).waitFor();
    await lin.search(phrase);
    await dialog.getByRole('button', { name: 'Delete it' }).click();
    expect(lin.page.url()).not.toContain('legal');
    await lin.button('Close search').click();
  });

  it('[SAFE1] without its checks nothing goes; it stays in the box, and goes when they are there', async () => {
    const cut = await people.visitor('en', phoneLook);
    await cut.page.route(/assets\/(checks|detect)/, (route) => route.abort());
    await cut.begin();
    await cut.chooseType({ branch: 'Transaction', type: /pending/ });
    await cut.next();
    await cut.describe('Nothing may go unchecked');
    await cut.submit();
    await cut.on.getByText(/the safety check could not load/).waitFor();
    await picture(cut.page, 'secrets-9-unchecked-en');
    await cut.page.unroute(/assets\/(checks|detect)/);
    await cut.submit();
    await cut.on.getByText('Nothing may go unchecked').waitFor();
  });

  it('[SAFE1] nothing of a secret left a page, stayed on a device, or is anywhere on the server', async () => {
    for (const { page } of [phone, panel, lin]) kept.push(await keptOnDevice(page));
    const left = captured.map((read) => read()).join('\n');
    const files = await dumpFolder(`${server.env['DATA_DIR'] ?? ''}/files`);
    const inRedis = await dumpRedis(redis.url);
    await server.kill('SIGTERM');
    const database = await dumpDatabase(server.env);
    // What went is found, so what is not found did not go.
    const gone = ['好的，我在 App 里操作', unknownHex];
    expect([foundIn(left, gone), foundIn(database, gone)]).toEqual([gone, gone]);
    const needles = [phrase, second, ...pasted].flatMap(needlesOf);
    expect({
      left: foundIn(left, needles),
      device: foundIn(kept.join('\n'), [...needles, first]),
      files: foundIn(files, needles),
      redis: foundIn(inRedis, [...needles, first]),
      database: foundIn(database, [...needles, first]),
      log: foundIn(server.output(), [...needles, first]),
    }).toEqual({ left: [], device: [], files: [], redis: [], database: [], log: [] });
    expect([people.errors(), axe.findings]).toEqual([[], []]);
  });
});
