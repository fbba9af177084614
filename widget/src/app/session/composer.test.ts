import { fileMaxBytes } from '@haven/shared/limits';
import { ok, refuse } from '@haven/shared/result';
import {
  canSend,
  createComposer,
  createComposerState,
  emptyComposer,
  problemOf,
  type Safety,
  type Tile,
} from './composer.ts';
import type { Live } from './live.ts';

const attachment = { id: 'a', name: 'a.png', mediaType: 'image/png', bytes: 1, width: 1, height: 1 };
const tile: Tile = {
  id: 't',
  file: new File(['x'], 'a.png', { type: 'image/png' }),
  previewUrl: 'blob:x',
  part: 0,
  ready: null,
  failure: null,
};

const passesAll: Safety = {
  clear: async () => ({ ok: true, declared: [] }),
  judge: async () => ok(null),
  earlier: () => [],
};

/** A composer whose uploads are answered in turn and whose messages are kept. */
function world(answers: Awaited<ReturnType<Live['upload']>>[], { isFull = false, safety = passesAll } = {}) {
  const sent: unknown[] = [];
  const uploaded: string[] = [];
  const state = createComposerState();
  const live = {
    upload: (file: File) => {
      uploaded.push(file.name);
      return Promise.resolve(answers.shift() ?? ok(attachment));
    },
    send: (...message: unknown[]) => sent.push(message) <= (isFull ? 0 : Infinity),
  };
  return { state, sent, composer: createComposer(state, () => live as unknown as Live, safety), uploaded };
}
const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('composer', () => {
  it('[WIRE4] refuses what is no image or too large before anything is sent', () => {
    expect(problemOf({ type: 'application/pdf', size: 1 })).toBe('notAnImage');
    expect(problemOf({ type: 'image/svg+xml', size: 1 })).toBe('notAnImage');
    expect(problemOf({ type: 'image/png', size: fileMaxBytes + 1 })).toBe('tooLarge');
    expect(problemOf({ type: 'image/png', size: fileMaxBytes })).toBeNull();
  });

  it('may be sent when there is something to send and no image has failed', () => {
    const ready = { ...tile, ready: { attachment, previewUrl: null } };
    expect(canSend({ ...emptyComposer, text: '  ' })).toBe(false);
    expect(canSend({ ...emptyComposer, text: 'a' })).toBe(true);
    expect(canSend({ ...emptyComposer, text: 'a', tiles: [tile] })).toBe(true);
    expect(canSend({ ...emptyComposer, tiles: [ready] })).toBe(true);
    expect(
      canSend({
        ...emptyComposer,
        text: 'a',
        tiles: [{ ...tile, failure: { code: 'invalid', message: '' } }],
      }),
    ).toBe(false);
  });

  it('sends what was sent while an image was on its way as soon as the image is there', async () => {
    const { state, sent, composer } = world([]);
    composer.setText('see this');
    composer.addImages([tile.file]);
    composer.send();
    expect([sent, state.get().isSendWanted]).toEqual([[], true]);
    await settled();
    expect(sent).toMatchObject([['see this', [{ attachment }], []]]);
    expect(state.get()).toEqual(emptyComposer);
  });

  it('waits for another word when it is changed, or its image fails, in between', async () => {
    const changed = world([]);
    changed.composer.addImages([tile.file]);
    changed.composer.send();
    changed.composer.setText('and more');
    const failed = world([refuse('invalid')]);
    failed.composer.addImages([tile.file]);
    failed.composer.send();
    await settled();
    expect([changed.sent, failed.sent]).toEqual([[], []]);
    expect(failed.state.get()).toMatchObject({
      isSendWanted: false,
      tiles: [{ failure: { code: 'invalid' } }],
    });
  });

  it('takes at most four images and says so', async () => {
    const { state, composer } = world([]);
    composer.addImages(Array.from({ length: 5 }, () => tile.file));
    await settled();
    expect(state.get().tiles).toHaveLength(4);
    expect(state.get().problem).toBe('tooMany');
  });

  it('tries an upload again that only the connection had stopped, and no other', async () => {
    const { state, composer } = world([refuse('unavailable'), refuse('invalid'), ok(attachment)]);
    composer.addImages([tile.file, tile.file]);
    await settled();
    composer.wake();
    await settled();
    expect(state.get().tiles.map(({ ready, failure }) => [ready !== null, failure?.code])).toEqual([
      [true, undefined],
      [false, 'invalid'],
    ]);
  });

  it('[LIVE4] keeps a message that the outbox has no room for, and says so until it is changed', async () => {
    const { state, composer } = world([], { isFull: true });
    composer.setText('too much');
    composer.send();
    await settled();
    expect(state.get()).toEqual({ ...emptyComposer, text: 'too much', problem: 'outboxFull' });
    composer.setText('too much!');
    expect(state.get().problem).toBeNull();
  });

  it('hands over text and images together and empties itself', async () => {
    const { state, sent, composer } = world([]);
    composer.setText(' see this ');
    composer.addImages([tile.file]);
    await settled();
    composer.send();
    await settled();
    expect(sent).toMatchObject([['see this', [{ attachment }], []]]);
    expect(state.get()).toEqual(emptyComposer);
  });

  it('[SAFE1] sends nothing that was stopped, and keeps what its author kept of it', async () => {
    const clear: Safety['clear'] = async () => ({ ok: false, text: 'my phrase is', isUnchecked: false });
    const { state, sent, composer } = world([], { safety: { ...passesAll, clear } });
    composer.setText('my phrase is …');
    composer.send();
    await settled();
    expect([sent, state.get()]).toEqual([[], { ...emptyComposer, text: 'my phrase is' }]);
  });

  it('[SAFE1] sends nothing while the checks are not there, and sends it when they are', async () => {
    let isThere = false;
    const clear: Safety['clear'] = async (text) =>
      isThere ? { ok: true, declared: [] } : { ok: false, text, isUnchecked: true };
    const { state, sent, composer } = world([], { safety: { ...passesAll, clear } });
    composer.setText('hello');
    composer.send();
    await settled();
    expect([sent, state.get()]).toEqual([[], { ...emptyComposer, text: 'hello', problem: 'unchecked' }]);
    isThere = true;
    composer.wake();
    await settled();
    expect([sent.length, state.get()]).toEqual([1, emptyComposer]);
  });

  it('[SAFE1] sends once what was sent twice while it was checked, and checks anew what was changed', async () => {
    const waiting: (() => void)[] = [];
    const clear: Safety['clear'] = () =>
      new Promise((resolve) => waiting.push(() => resolve({ ok: true, declared: [] })));
    const { sent, composer } = world([], { safety: { ...passesAll, clear } });
    composer.setText('one');
    composer.send();
    composer.send();
    composer.setText('two');
    waiting.shift()?.();
    await settled();
    expect([sent, waiting]).toEqual([[], []]);
    composer.send();
    waiting.shift()?.();
    await settled();
    expect(sent).toMatchObject([['two', [], []]]);
  });

  it('[SAFE1] sends an image without its name where that could be more than a name', async () => {
    const judge: Safety['judge'] = async () => refuse('secret_blocked');
    const { uploaded, composer } = world([], { safety: { ...passesAll, judge } });
    const name = 'abandon ability able about above absent.png';
    composer.addImages([new File(['x'], name, { type: 'image/png' }), tile.file]);
    await settled();
    expect(uploaded).toEqual(expect.arrayContaining(['image.png', 'a.png']));
  });
});
