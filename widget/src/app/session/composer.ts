import { imageTypes } from '@haven/shared/attachment';
import { withHarmlessName } from '@haven/shared/browser/harmless-name';
import { newId } from '@haven/shared/browser/ids';
import { fileMaxBytes, filesPerMessage } from '@haven/shared/limits';
import type { Failure } from '@haven/shared/result';
import type { DraftAttachment } from '@haven/shared/timeline';
import { createStore, type Store } from '../store.ts';
import type { Earlier, SecretGuard } from '../safety/guard.ts';
import type { Live } from './live.ts';

/** An image picked for the next message: on its way, ready, or failed with the reason. */
export type Tile = {
  readonly id: string;
  readonly file: File;
  readonly previewUrl: string;
  readonly part: number;
  readonly ready: DraftAttachment | null;
  readonly failure: Failure | null;
};

/**
 * Why picked images were not taken, or why the message was not: too many others wait to be sent, or it could not be
 * checked for secrets yet.
 */
export type PickProblem = 'tooLarge' | 'notAnImage' | 'tooMany' | 'outboxFull' | 'unchecked';

export type ComposerState = {
  readonly text: string;
  readonly tiles: readonly Tile[];
  readonly problem: PickProblem | null;
  /** Send was pressed while an image was on its way or a check under way: it goes after that, unless it is changed. */
  readonly isSendWanted: boolean;
};

export const emptyComposer: ComposerState = { text: '', tiles: [], problem: null, isSendWanted: false };

/** What stands between the box and the outbox, and what went out before. */
export type Safety = Pick<SecretGuard, 'clear' | 'judge'> & { earlier: () => readonly Earlier[] };

/** Why a file cannot be taken, judged before anything is sent (WIRE4); null when it can. */
export function problemOf(file: Pick<File, 'type' | 'size'>): PickProblem | null {
  if (!imageTypes.some((type) => type === file.type)) return 'notAnImage';
  return file.size > fileMaxBytes ? 'tooLarge' : null;
}

/** Whether there is something to send: text, or images none of which has failed. */
export function canSend({ text, tiles }: ComposerState): boolean {
  return tiles.every((tile) => tile.failure === null) && (text.trim() !== '' || tiles.length > 0);
}

/**
 * What is being written: text and images. Images are uploaded as soon as they are picked and enter the log only with
 * the message, so that a slow one blocks no text. Lives as long as the page, so that no way back loses it.
 */
export function createComposer(state: Store<ComposerState>, live: () => Live | null, safety: Safety) {
  let isChecking = false;

  function changeTile(id: string, change: Partial<Tile>): void {
    state.update((current) => ({
      ...current,
      tiles: current.tiles.map((tile) => (tile.id === id ? { ...tile, ...change } : tile)),
    }));
  }

  async function upload({ id, file, previewUrl }: Tile): Promise<void> {
    changeTile(id, { part: 0, failure: null });
    const answer = await live()?.upload(await withHarmlessName(file, safety.judge), {
      onProgress: (part) => changeTile(id, { part }),
    });
    if (answer === undefined) return;
    if (answer.ok) changeTile(id, { part: 1, ready: { attachment: answer.value, previewUrl } });
    else {
      changeTile(id, { failure: answer.error });
      state.update((current) => ({ ...current, isSendWanted: false }));
    }
    if (state.get().isSendWanted) void send();
  }

  function retryUpload(id: string): void {
    const tile = state.get().tiles.find((each) => each.id === id);
    if (tile?.failure) void upload(tile);
  }

  async function send(): Promise<void> {
    const current = state.get();
    if (!canSend(current)) return;
    state.set({ ...current, isSendWanted: true });
    const ready = current.tiles.flatMap((tile) => (tile.ready === null ? [] : [tile.ready]));
    if (ready.length < current.tiles.length || isChecking) return;
    isChecking = true;
    const text = current.text.trim();
    const cleared = await safety.clear(text, 'message', safety.earlier());
    isChecking = false;
    const latest = state.get();
    if (latest.text !== current.text || latest.tiles.length !== current.tiles.length) {
      // Changed in between: this one is for the bin, and the other goes only when that was asked for.
      return latest.isSendWanted ? send() : undefined;
    }
    if (!cleared.ok) {
      const problem = cleared.isUnchecked ? 'unchecked' : null;
      return state.set({ ...latest, text: cleared.text, isSendWanted: false, problem });
    }
    const isTaken = live()?.send(text, ready, cleared.declared) === true;
    state.set(isTaken ? emptyComposer : { ...latest, isSendWanted: false, problem: 'outboxFull' });
  }

  return {
    setText(text: string): void {
      state.update(({ tiles, problem }) => ({
        text,
        tiles,
        problem: problem === 'outboxFull' || problem === 'unchecked' ? null : problem,
        isSendWanted: false,
      }));
    },
    addImages(files: readonly File[]): void {
      let problem: PickProblem | null = null;
      for (const file of files) {
        problem = problemOf(file) ?? (state.get().tiles.length >= filesPerMessage ? 'tooMany' : null);
        if (problem !== null) break;
        const previewUrl = URL.createObjectURL(file);
        const tile: Tile = { id: newId(), file, previewUrl, part: 0, ready: null, failure: null };
        state.update((current) => ({ ...current, tiles: [...current.tiles, tile] }));
        void upload(tile);
      }
      state.update((current) => ({ ...current, problem, isSendWanted: false }));
    },
    removeImage(id: string): void {
      state.update((current) => ({
        ...current,
        problem: null,
        isSendWanted: false,
        tiles: current.tiles.filter((tile) => tile.id !== id),
      }));
    },
    retryUpload,
    /** Tries again what only the connection had stopped. */
    wake(): void {
      if (state.get().problem === 'unchecked') void send();
      for (const { id, failure } of state.get().tiles) if (failure?.code === 'unavailable') retryUpload(id);
    },
    /** Drops everything that was written and picked. */
    clear(): void {
      for (const { previewUrl } of state.get().tiles) URL.revokeObjectURL(previewUrl);
      state.set(emptyComposer);
    },
    /** Hands the message over, as soon as it is checked and its images are there, and empties itself. */
    send: () => void send(),
  };
}
export type Composer = ReturnType<typeof createComposer>;
export const createComposerState = () => createStore<ComposerState>(emptyComposer);
