import type { OutboxItem } from '../outbox-item.ts';
import { createDeviceStore } from './device-store.ts';

function item(clientMessageId: string): OutboxItem {
  const text = clientMessageId;
  return {
    conversationId: 'one',
    clientMessageId,
    kind: 'message',
    text,
    attachments: [],
    writtenAt: 0,
    failure: null,
  };
}

// What the database does is proven in a browser; here is a device that has none.
describe('outbox on a device that keeps nothing', () => {
  it('[LIVE4] works in memory where storage is blocked, and says so once', async () => {
    let told = 0;
    const store = createDeviceStore({
      scope: 'test',
      owner: async () => 'me',
      onBlocked: () => (told += 1),
      factory() {
        throw new Error('blocked');
      },
    });
    await Promise.all([store.append(item('a')), store.append(item('b')), store.append(item('a'))]);
    await store.update({ ...item('b'), text: 'changed' });
    await store.update(item('gone'));
    expect((await store.all()).map(({ text }) => text)).toEqual(['changed', 'a']);
    await store.remove('b');
    expect(await store.all()).toEqual([item('a')]);
    await store.clear();
    expect([await store.all(), told]).toEqual([[], 1]);
  });

  it('[LIVE4] leaves the device alone while nobody writes', async () => {
    const factory = jest.fn<IDBFactory, []>();
    const store = createDeviceStore({
      scope: 'test',
      owner: async () => null,
      onBlocked: () => undefined,
      factory,
    });
    await store.append(item('a'));
    expect([(await store.all()).length, factory.mock.calls.length]).toEqual([1, 0]);
  });
});
