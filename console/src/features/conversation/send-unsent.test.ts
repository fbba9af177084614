import type { Written } from '@haven/shared/browser/delivery';
import { ok } from '@haven/shared/result';
import { createUnsent, nothingUnsent, type UnsentFile } from '../../live/create-unsent.ts';
import { idOf } from '../../live/test-support.ts';
import { canSend, type SendParts, sendUnsent } from './send-unsent.ts';

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

const passesAll: SendParts['guard'] = {
  clear: async () => ({ ok: true, declared: [] }),
  judge: async () => ok(null),
};

function world(files: UnsentFile[], reply = 'See this', { isFull = false, guard = passesAll } = {}) {
  const sent: Written[] = [];
  const redacted: string[] = [];
  const unsent = createUnsent();
  unsent.change(id, () => ({ reply, note: 'Careful', files }));
  return {
    sent,
    redacted,
    held: () => unsent.getState().byConversation[id],
    unsent,
    send: (mode: 'reply' | 'note') =>
      sendUnsent(
        {
          unsent,
          live: {
            send: (_id, written) => !isFull && sent.push(written) > 0,
            ownTexts: () => [{ entryId: idOf(3), text: 'a part' }],
            redact: async ({ entryId }) => {
              redacted.push(entryId);
              return ok(null);
            },
          },
          guard,
        },
        id,
        mode,
      ),
  };
}

describe('what is written in a conversation', () => {
  it('waits for an image that is on its way, and goes with it', async () => {
    const { sent, held, unsent, send } = world([uploading]);
    await send('reply');
    expect([sent, held()?.isSendWanted]).toEqual([[], true]);
    unsent.change(id, () => ({ files: [there] }));
    await send('reply');
    expect(sent).toEqual([
      { kind: 'message', text: 'See this', attachments: [{ attachment, previewUrl: 'blob:a' }] },
    ]);
    expect(held()).toMatchObject({ reply: '', files: [], isSendWanted: false, note: 'Careful' });
  });

  it('goes without an image that failed, which stays to be seen', async () => {
    const { sent, held, send } = world([there, failed]);
    await send('reply');
    expect(sent).toHaveLength(1);
    expect(held()?.files).toEqual([failed]);
  });

  it('is a note alone in the other mode, whatever else is there', async () => {
    const { sent, held, send } = world([uploading]);
    await send('note');
    expect(sent).toEqual([{ kind: 'note', text: 'Careful', attachments: [] }]);
    expect(held()).toMatchObject({ note: '', reply: 'See this', files: [uploading] });
  });

  it('[LIVE4] stays where it is when no more can be kept', async () => {
    const { sent, held, send } = world([there], 'See this', { isFull: true });
    await send('reply');
    await send('note');
    expect([sent, held()]).toMatchObject([[], { reply: 'See this', note: 'Careful', files: [there] }]);
  });

  it('is not sent when it is nothing', async () => {
    const { sent, send } = world([failed], '  ');
    await send('reply');
    expect(sent).toEqual([]);
    expect(canSend({ ...nothingUnsent, files: [there] }, 'reply')).toBe(true);
  });

  it('[SAFE1][SAFE2] is not sent with a secret in it; what is left of it stays to be changed, and earlier parts are blanked', async () => {
    const guard: SendParts['guard'] = {
      ...passesAll,
      clear: async (text, recent) => {
        expect([text, recent]).toEqual(['See this', ['a part']]);
        return { ok: false, text: 'See', isUnchecked: false, parts: [0] };
      },
    };
    const { sent, redacted, held, send } = world([there], 'See this', { guard });
    await send('reply');
    expect(redacted).toEqual([idOf(3)]);
    expect([sent, held()]).toMatchObject([[], { reply: 'See', note: 'Careful', files: [there] }]);
  });

  it('[SAFE1] is not sent while it can not be checked, and stays whole', async () => {
    const guard: SendParts['guard'] = {
      ...passesAll,
      clear: async (text) => ({ ok: false, text, isUnchecked: true, parts: [] }),
    };
    const { sent, held, send } = world([], 'See this', { guard });
    expect(await send('reply')).toBe('unchecked');
    expect([sent, held()]).toMatchObject([[], { reply: 'See this' }]);
  });
});
