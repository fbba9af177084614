import { createUnsent } from './create-unsent.ts';
import { idOf } from './test-support.ts';

describe('unsent text', () => {
  it('keeps reply and note of each conversation apart', () => {
    const unsent = createUnsent();
    unsent.change(idOf(1), () => ({ reply: 'Hello' }));
    unsent.change(idOf(1), () => ({ note: 'Careful', mode: 'note' }));
    unsent.change(idOf(2), () => ({ reply: 'Other' }));
    expect(unsent.getState().byConversation[idOf(1)]).toEqual({
      mode: 'note',
      reply: 'Hello',
      note: 'Careful',
      isWhisper: false,
      files: [],
      isSendWanted: false,
    });
    expect(unsent.getState().byConversation[idOf(2)]?.reply).toBe('Other');
  });

  it('outlives a session of the same agent and nobody else sees it', () => {
    const unsent = createUnsent();
    unsent.claim(idOf(8));
    unsent.change(idOf(1), () => ({ reply: 'Hello' }));
    unsent.claim(idOf(8));
    expect(unsent.getState().byConversation[idOf(1)]?.reply).toBe('Hello');
    unsent.claim(idOf(9));
    expect(unsent.getState().byConversation).toEqual({});
  });
});
