import type { SecretPlace } from '@haven/shared/entry';
import type { Stop } from '@haven/shared/guarded-text';

/** What the person chose on the sheet. `declare` only where the form cannot tell (SAFE3). */
export type Choice = 'delete' | 'edit' | 'declare';

/** What the sheet shows. Nothing of the text but how many words it has. */
export type Stopped = {
  readonly stop: Pick<Stop, 'verdict' | 'kind'>;
  readonly words: number;
  readonly where: SecretPlace;
  /** Earlier messages of this chat held parts of it, and are taken back. */
  readonly isSplit: boolean;
  readonly choose: (choice: Choice) => void;
};

/** A secret that was stopped here, after this entry of a conversation. */
export type LocalStop = {
  readonly id: string;
  readonly conversationId: string;
  readonly afterSeq: number;
  readonly secret: Stopped['stop']['kind'];
};
