import type { Written } from '@haven/shared/browser/delivery';
import { createUnsent, nothingUnsent, type UnsentFile } from '../../live/create-unsent.ts';
import { idOf } from '../../live/test-support.ts';
import { canSend, sendUnsent } from './send-unsent.ts';

const id = idOf(1);
const attachment = { id: idOf(2), name: 'a.png', mediaType: 'image/png', bytes: 1, width: 1, height: 1 };
const uploading: UnsentFile = {
  key: 'k',
  name: 'a.png',
  previewUrl: 'blob:a',
  progress: 0.5,
  attachment: null,
  failure: null,
};
const there: UnsentFile = { ...uploading, attachment };
const failed: UnsentFile = { ...uploading, key: 'f', failure: { code: 'invalid', message: '' } };

function world(files: UnsentFile[], reply = 'See this', isFull = false) {
  const sent: Written[] = [];
  const unsent = createUnsent();
  unsent.change(id, () => ({ reply, note: 'Careful', files }));
  return {
    sent,
    held: () => unsent.getState().byConversation[id],
    unsent,
    send: (mode: 'reply' | 'note') =>
      sendUnsent(unsent, { send: (_id, written) => !isFull && sent.push(written) > 0 }, id, mode),
  };
}

describe('what is written in a conversation', () => {
  it('waits for an image that is on its way, and goes with it', () => {
    const { sent, held, unsent, send } = world([uploading]);
    send('reply');
    expect([sent, held()?.isSendWanted]).toEqual([[], true]);
    unsent.change(id, () => ({ files: [there] }));
    send('reply');
    expect(sent).toEqual([
      { kind: 'message', text: 'See this', attachments: [{ attachment, previewUrl: 'blob:a' }] },
    ]);
    expect(held()).toMatchObject({ reply: '', files: [], isSendWanted: false, note: 'Careful' });
  });

  it('goes without an image that failed, which stays to be seen', () => {
    const { sent, held, send } = world([there, failed]);
    send('reply');
    expect(sent).toHaveLength(1);
    expect(held()?.files).toEqual([failed]);
  });

  it('is a note alone in the other mode, whatever else is there', () => {
    const { sent, held, send } = world([uploading]);
    send('note');
    expect(sent).toEqual([{ kind: 'note', text: 'Careful', attachments: [] }]);
    expect(held()).toMatchObject({ note: '', reply: 'See this', files: [uploading] });
  });

  it('[LIVE4] stays where it is when no more can be kept', () => {
    const { sent, held, send } = world([there], 'See this', true);
    send('reply');
    send('note');
    expect([sent, held()]).toMatchObject([[], { reply: 'See this', note: 'Careful', files: [there] }]);
  });

  it('is not sent when it is nothing', () => {
    const { sent, send } = world([failed], '  ');
    send('reply');
    expect(sent).toEqual([]);
    expect(canSend({ ...nothingUnsent, files: [there] }, 'reply')).toBe(true);
  });
});
