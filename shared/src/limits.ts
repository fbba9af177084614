/** Limits that both ends obey (WIRE4). Units are in the names; the reason stands beside each. */

/** Characters of one message: about two phone screens, and the cap under which every parser here stays fast. */
export const messageMaxChars = 4_000;
/** Characters of the description that opens a conversation: time, steps and error text fit; a novel does not. */
export const descriptionMaxChars = 1_000;
/** Characters of an escalation's summary, as in the dialog. */
export const summaryMaxChars = 600;
/** Characters of a cause, a transfer note, a rating's comment or a progress remark. */
export const remarkMaxChars = 500;
/** Fields of one request: more is an interrogation, and two requests are possible. */
export const requestFieldsMost = 6;
/** Characters of an answer to one field: an error's whole text, or steps. */
export const requestValueMaxChars = 1_000;
/** Characters of a signature: a contract's brings along its owners', perhaps with what makes the contract. */
export const signatureMaxChars = 16_384;
/** Milliseconds in which a wallet has to sign: as long as somebody looks for the app's confirmation, and no longer. */
export const challengeLifeMs = 5 * 60_000;
/** Bytes of one uploaded file before re-encoding. */
export const fileMaxBytes = 10 * 1024 * 1024;
/** Files in one message. */
export const filesPerMessage = 4;
/** Pixels of an image before decoding is refused: a 24-megapixel photo passes, a bomb does not. */
export const imageMaxPixels = 24_000_000;
/** Bytes of one Socket.IO packet: files go by HTTP, so nothing honest is larger. */
export const packetMaxBytes = 64 * 1024;
/** Entries in one page of a log: two round trips show 400, and a page stays below `packetMaxBytes` × 16 out. */
export const entriesPerPage = 200;
/** Conversations that one resume may name. */
export const resumeMaxConversations = 100;
/** Messages of one sender that are looked at together for a secret: 24 words, one in each, and some talk between. */
export const recentTexts = 30;
/** Characters of a search query. */
export const queryMaxChars = 200;
/** Typing hints: at most one in this many milliseconds, at both ends (LIVE6). */
export const typingThrottleMs = 2_000;
/** A typing hint fades after this long without another. */
export const typingFadeMs = 5_000;
/** Who watches is said again every few seconds, and forgotten after this long without; in milliseconds. */
export const watchFadeMs = 15_000;
/** Milliseconds after which an unanswered command counts as not delivered and is tried again. */
export const commandTimeoutMs = 10_000;
/** Queue positions beyond this are told as "more than" (RT11). */
export const positionShown = 50;
/** Unread messages are counted so far, which shows as "99+": a list must not cost what a long silence left unread. */
export const unreadCounted = 100;
/** Of one queue, the queue page shows the first so many. */
export const boardRows = 30;
/** The preference for the same agent after "not solved", in milliseconds. */
export const reopenPreferenceMs = 5 * 60_000;
/** Characters of a password: a floor that counts, and a ceiling that bounds hashing. */
export const passwordMinChars = 12;
export const passwordMaxChars = 128;
/** Chats that one agent may be given at once. */
export const capacityMax = 20;
/** Hundredths of a chat that one conversation may weigh: a tenth is a glance, four chats fill most agents. */
export const weightMin = 10;
export const weightMax = 400;
/** Skills that one issue type may ask for at once; nobody has more of what is rare. */
export const skillsPerIssueType = 5;
/** Characters of an FAQ article's title: a question in a whole sentence. */
export const questionMaxChars = 120;
/** Characters of a service notice's text: a strip above the composer, not an article. */
export const noticeTextMaxChars = 400;
/** Characters of a webhook's address. */
export const webhookUrlMaxChars = 500;
/**
 * Messages that one outbox holds on a device: hours of writing without a connection, and with the longest texts still
 * less than a megabyte. The next one stays in its composer.
 */
export const outboxMaxItems = 100;
/**
 * Milliseconds after which an unsent message waits for its author's "retry": after a day the chat that it answers has
 * most likely been closed, and nobody expects it to go out by itself.
 */
export const outboxMaxAgeMs = 24 * 60 * 60_000;
