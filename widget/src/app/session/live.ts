import { callEndpoint } from '@haven/shared/browser/call-endpoint';
import { createConnection } from '@haven/shared/browser/connection';
import { watchForeground } from '@haven/shared/browser/foreground';
import { type UploadControl, uploadFile } from '@haven/shared/browser/upload-file';
import type { Declaration } from '@haven/shared/declaration';
import type { VisitorConversation } from '@haven/shared/conversation';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import type { Localized } from '@haven/shared/language';
import { typingFadeMs } from '@haven/shared/limits';
import { visitorNamespace } from '@haven/shared/realtime/handshake';
import type { BodyOfCommand } from '@haven/shared/realtime/define';
import { type VisitorCommands, visitorCommands, visitorNotices } from '@haven/shared/realtime/visitor-events';
import type { OutboxItem } from '@haven/shared/outbox-item';
import { type Failure, refuse, type Result } from '@haven/shared/result';
import { protocolVersion } from '@haven/shared/version';
import type { DraftAttachment } from '@haven/shared/timeline';
import type { Signer } from '../host.ts';
import type { Store } from '../store.ts';
import { createIdentity } from './identity.ts';
import { createImages } from './images.ts';
import {
  applyConversation,
  applyNotice,
  type LiveState,
  markRead,
  nothingLive,
  seqToRead,
} from './live-state.ts';
import { keepProof } from './proof.ts';
import type { Proof } from './proof-state.ts';
import type { SecretGuard } from '../safety/guard.ts';
import { createSecretNews, type SecretReport } from './secret-news.ts';
import { createStarter } from './start-conversation.ts';
import type { TokenStore } from './token-store.ts';
import { createVisitorDelivery } from './visitor-delivery.ts';
import type { VisitorConnection } from './visitor-connection.ts';

type Deps = {
  inboxKey: string;
  /** See `createIdentity`. */
  hostToken: () => Promise<string | null>;
  /** Somebody else is here: what the one before wrote and has not sent is wiped. */
  onForgotten: () => void;
  tokens: TokenStore;
  state: Store<LiveState>;
  proof: Store<Proof>;
  /** Told to the server, as agents may ask for proofs of ownership only where an app can sign (SAFE7). */
  signer: Store<Signer>;
  /** A message waits that this device cannot keep. */
  onUnkept: () => void;
  /** Looks at what is about to leave the device: an earlier page may have kept it without looking (SAFE1). */
  judge: SecretGuard['judge'];
  /** A kept message held a secret; it is not kept any more. */
  onSecret: (item: OutboxItem, failure: Failure) => void;
};
type Deed = 'conversation:cancel' | 'conversation:close' | 'conversation:reopen';

/** The visitor's live session: connection, messages, images. Loaded only when a chat begins or continues. */
export function createLive({
  inboxKey,
  hostToken,
  onForgotten,
  tokens,
  state,
  proof,
  signer,
  onUnkept,
  judge,
  onSecret,
}: Deps) {
  const headers = (): Record<string, string> => ({ authorization: `Bearer ${tokens.get() ?? ''}` });
  const images = createImages(headers);
  const delivery = createVisitorDelivery({
    connection: () => connection,
    inboxKey,
    tokens,
    state,
    onUnkept,
    judge,
    onSecret,
  });
  const identity = createIdentity({ inboxKey, tokens, hostToken, forget: forgetPerson });
  let typingTimer: ReturnType<typeof setTimeout> | undefined;
  /** The token of the last handshake. */
  let shownToken: string | null = null;

  const connection: VisitorConnection = createConnection({
    namespace: visitorNamespace,
    commands: visitorCommands,
    notices: visitorNotices,
    auth() {
      shownToken = tokens.get();
      return { protocol: protocolVersion, token: shownToken ?? '' };
    },
    watch: watchForeground,
    async onLive() {
      const answer = await delivery.catchUp();
      void askNotices();
      if (signer.get() !== null) void offerSignatures(true);
      return answer;
    },
    onNotice(notice) {
      state.update((current) => applyNotice(current, notice));
      if (notice.name === 'typing:changed') fadeTyping();
    },
    onState(connectionState) {
      state.update((current) => ({ ...current, connection: connectionState, typing: null }));
      if (connectionState === 'revoked') void ended();
    },
  });

  keepProof({ connection, state, proof });
  signer.watch((who) => {
    // Where there is no connection, the next one tells.
    if (state.get().connection === 'live') void offerSignatures(who !== null);
  });
  const secrets = createSecretNews({ connection, delivery, state });

  async function askNotices(): Promise<void> {
    const answer = await connection.command('service-notice:list', {});
    if (answer.ok) state.update((current) => ({ ...current, ...answer.value }));
  }

  async function offerSignatures(canSign: boolean): Promise<void> {
    await connection.command('ownership:offer', { canSign });
  }

  function fadeTyping(): void {
    clearTimeout(typingTimer);
    typingTimer = setTimeout(() => state.update((current) => ({ ...current, typing: null })), typingFadeMs);
  }

  /** A session is over. It may go on: another tab has exchanged it, or the host vouches for the same person again. */
  async function ended(): Promise<void> {
    const reason = connection.revokedReason();
    const isExchanged = tokens.get() !== null && tokens.get() !== shownToken;
    const isKnown = tokens.visitorId() !== null;
    if (isExchanged || (reason === 'expired' && isKnown && (await identity.ask()))) return connection.start();
    await (isKnown ? forgetPerson() : forget());
  }

  /** Wipes also what somebody whom the host knows had not sent: the next one on this device may be somebody else. */
  async function forgetPerson(): Promise<void> {
    onForgotten();
    await forget();
  }

  /** Wipes what belongs to the ended session from this device; resolves when that is done. */
  async function forget(): Promise<void> {
    // The outbox first: it is the token that says whose items they are.
    const wiped = delivery.forget();
    tokens.clear();
    images.clear();
    const { connection: connectionState, isKept } = state.get();
    state.set({ ...nothingLive, connection: connectionState, revoked: connection.revokedReason(), isKept });
    await wiped;
  }

  const heldId = () => state.get().held?.conversation.id;

  async function act(name: Deed): Promise<Result<unknown>> {
    const conversationId = heldId();
    if (conversationId === undefined) return refuse('not_found');
    return settled(await connection.command(name, { conversationId }));
  }

  function settled(answer: Result<{ conversation: VisitorConversation }>): Result<unknown> {
    if (answer.ok) state.update((current) => applyConversation(current, answer.value.conversation));
    return answer;
  }

  return {
    images,
    start: createStarter({
      connection,
      inboxKey,
      tokens,
      state,
      resume: delivery.catchUp,
      askHost: identity.ask,
    }),
    /** Goes on as whom the host vouches for. What is refused changes nothing. */
    async identify(signed: string): Promise<Result<unknown>> {
      connection.stop();
      const answer = await identity.exchange(signed);
      if (tokens.get() !== null) {
        void delivery.restore();
        connection.start();
      }
      return answer;
    },
    /** Connects with the token of an earlier visit. */
    connect(): void {
      void delivery.restore();
      connection.start();
    },
    /** Tries to connect at once. */
    wake: () => connection.wake(),
    /** Sends a message in its turn; false when no more can be kept, so that the text must stay where it is. */
    send(
      text: string,
      attachments: readonly DraftAttachment[],
      declared: readonly Declaration[] = [],
    ): boolean {
      const conversationId = heldId();
      const written = {
        kind: 'message',
        text,
        attachments,
        ...(declared.length > 0 && { declared }),
      } as const;
      return conversationId !== undefined && delivery.send(conversationId, written);
    },
    /** Takes back own messages, sent or not, that held parts of a secret (SAFE2). */
    takeBackOwn(ids: readonly string[]): void {
      const conversationId = heldId();
      if (conversationId !== undefined) secrets.takeBack(conversationId, ids);
    },
    /** Asks to be told in this conversation when a service notice ends. */
    async followNotice(noticeId: string): Promise<Result<unknown>> {
      const conversationId = heldId();
      if (conversationId === undefined) return refuse('not_found');
      const answer = await connection.command('service-notice:follow', { conversationId, noticeId });
      if (answer.ok) state.update((now) => ({ ...now, followedIds: [...now.followedIds, noticeId] }));
      return answer;
    },
    /** Answers what support asked for; a resend of the same id is the same answer. */
    answerRequest(
      answer: Omit<BodyOfCommand<VisitorCommands, 'request:answer'>, 'conversationId'>,
      declared: readonly Declaration[],
    ): Promise<Result<unknown>> {
      return connection.command('request:answer', { conversationId: heldId() ?? '', ...answer }, declared);
    },
    offerSignatures,
    /** What is to be signed to prove an address, where support asked for it. */
    beginOwnership: (begun: Omit<BodyOfCommand<VisitorCommands, 'ownership:begin'>, 'conversationId'>) =>
      connection.command('ownership:begin', { conversationId: heldId() ?? '', ...begun }),
    proveOwnership: (signed: Omit<BodyOfCommand<VisitorCommands, 'ownership:prove'>, 'conversationId'>) =>
      connection.command('ownership:prove', { conversationId: heldId() ?? '', ...signed }),
    /** On which networks a transaction is known; none where nobody can tell. */
    async findTransaction(hash: string): Promise<readonly Localized[]> {
      const answer = await connection.command('transaction:find', { hash }, ['transaction_hash']);
      return answer.ok ? answer.value.networks : [];
    },
    reportSecret: (report: SecretReport) => secrets.report(report),
    /** Sends a failed message again. */
    retry(clientMessageId: string): void {
      const conversationId = heldId();
      if (conversationId !== undefined) delivery.retry(conversationId, clientMessageId);
    },
    /** Takes a failed message away and returns its text, to be edited. */
    takeBack: (clientMessageId: string): string => delivery.takeBack(heldId() ?? '', clientMessageId),
    /** Says that everything shown was seen. */
    async read(): Promise<void> {
      const current = state.get();
      const seq = seqToRead(current);
      if (current.held === null || seq === null || current.connection !== 'live') return;
      const conversationId = current.held.conversation.id;
      state.update((latest) => markRead(latest, conversationId, 'mine', seq));
      await connection.command('entry:read', { conversationId, seq });
    },
    typing(isTyping: boolean): void {
      const conversationId = heldId();
      if (conversationId !== undefined) connection.hint('typing:set', { conversationId, isTyping });
    },
    cancel: () => act('conversation:cancel'),
    close: () => act('conversation:close'),
    reopen: () => act('conversation:reopen'),
    async rate(score: number, comment: string, declared: readonly Declaration[]): Promise<Result<unknown>> {
      const conversationId = heldId();
      if (conversationId === undefined) return refuse('not_found');
      return settled(
        await connection.command('conversation:rate', { conversationId, score, comment }, declared),
      );
    },
    upload: (file: File, control: UploadControl) =>
      uploadFile({ path: visitorEndpoints.upload.path, file, headers: headers() }, control),
    /** Ends the session on the server too and wipes this device. */
    async logout(): Promise<void> {
      if (tokens.get() !== null) await callEndpoint(visitorEndpoints.closeSession, { headers: headers() });
      connection.stop();
      await forgetPerson();
    },
  };
}
export type Live = ReturnType<typeof createLive>;
