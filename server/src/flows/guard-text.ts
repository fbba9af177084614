import type { Declaration } from '@haven/shared/declaration';
import type { SecretPlace } from '@haven/shared/entry';
import { type inspectText, type Stop, textsIn } from '@haven/shared/guarded-text';
import { type Result, refuse } from '@haven/shared/result';
import { mayHoldPart } from '@haven/shared/secrets';
import type { RecentText } from '../features/conversations/recent-texts.ts';
import type { Logger } from '../log.ts';
import type { Principal, VisitorPrincipal } from '../principal.ts';
import type { StoredAuthor } from '../storage/postgres/write.ts';
import { agentAuthor, visitorAuthor } from './authors.ts';
import type { FlowDeps } from './flow-deps.ts';
import type { SecretStops } from './secret-stops.ts';

/** What is asked, parsed by its schema: every text in it is looked at. */
export type Asked = {
  /** The command's name, or the endpoint's path. */
  name: string;
  body: unknown;
  /** What the author said of text that could be a secret. */
  declared: readonly Declaration[];
  /** The client is of a wire that stops nothing by itself. */
  isOlder?: boolean;
  /** Fields that may hold anything: nothing of them is kept as it was sent. */
  unguarded?: readonly string[];
};

/**
 * Lets a command or request go on, or not: before its handler, the first write and the first log (SAFE1). `secret_blocked`
 * with `details` `{ verdict, kind, field, earlier }`; `unavailable` when it cannot be told. `go` gets the body that may
 * go on: of an older client what is left of it.
 */
export type GuardText = <T>(
  who: Principal | null,
  asked: Asked,
  go: (body: unknown) => Promise<Result<T>>,
) => Promise<Result<T>>;

type Deps = {
  conversations: Pick<FlowDeps['conversations'], 'recentTexts' | 'sentBefore'>;
  /** The public addresses that the host app signed of a visitor. */
  addressesOf(visitorId: string): Promise<readonly string[]>;
  stops: Pick<SecretStops, 'redact' | 'tell' | 'burn'>;
  /** Judges one text; rejects when it cannot be told. */
  inspect: typeof inspectText;
  log: Pick<Logger, 'error'>;
};
type Found = Stop & { field: string; earlier: readonly string[] };

/** As long as a private key; a transaction's hash is too. */
const bareNumber = /[0-9a-f]{64}/i;

/** What stands in place of a text that must not be kept; its entry is blanked next. */
const blank = '•••';

/** Commands whose text an older client has sent away for good: they are carried out without it. */
const blankable: ReadonlySet<string> = new Set(['entry:send', 'conversation:start', 'conversation:rate']);

/** Creates the one place where texts of visitors, agents and API are checked on the server (SAFE1). */
export function createGuardText({ conversations, addressesOf, stops, inspect, log }: Deps): GuardText {
  /** With the sender's last messages, where this one alone may be a part of something: a query for few messages. */
  async function look(who: Principal | null, asked: Asked, text: string) {
    const { declared } = asked;
    const known = { addresses: await knownAddressesOf(who, text), hashes: [] };
    const alone = await inspect(text, { declared, known });
    const conversationId = conversationOf(asked.body);
    if (alone !== null || who === null || conversationId === null || !(await mayHoldPart(text))) {
      return alone && { ...alone, earlier: [] };
    }
    const sent = await conversations.recentTexts(conversationId, authorOf(who));
    // A resend is not a part of itself.
    const recent: RecentText[] = sent.at(-1)?.text === text ? sent.slice(0, -1) : sent;
    const together = await inspect(text, { declared, recent: recent.map((one) => one.text) });
    const earlier = (together?.recentParts ?? []).flatMap((index) => recent[index]?.entryId ?? []);
    return together && { ...together, earlier };
  }

  /** A bare number may be the key of an address that is known to be theirs, whatever they say that it is (SAFE3). */
  async function knownAddressesOf(who: Principal | null, text: string): Promise<readonly string[]> {
    return who?.kind === 'visitor' && bareNumber.test(text) ? addressesOf(who.visitorId) : [];
  }

  async function find(who: Principal | null, asked: Asked): Promise<Found[]> {
    const found: Found[] = [];
    for (const { field, text } of textsIn(asked.body)) {
      if (asked.unguarded?.includes(field)) continue;
      const stop = await look(who, asked, text);
      if (stop) found.push({ field, ...stop });
    }
    return found;
  }

  async function stopped(who: Principal | null, asked: Asked, found: Found): Promise<void> {
    if (who === null || found.verdict === 'ask') return;
    const conversationId = conversationOf(asked.body);
    if (conversationId !== null && found.earlier.length > 0) {
      await stops.redact(conversationId, found.earlier, authorOf(who));
    }
    await stops.tell(who, conversationId, { secret: found.kind, where: placeOf(asked.name, found.field) });
  }

  /** Carries out the rest of what an older client asked, then blanks what it was about and says so. */
  async function goBlanked<T>(
    visitor: VisitorPrincipal,
    asked: Asked,
    found: readonly Found[],
    go: (body: unknown) => Promise<Result<T>>,
  ): Promise<Result<T>> {
    const done = await go(withBlanks(asked.body, new Set(found.map(({ field }) => field))));
    const conversationId = conversationOf(asked.body) ?? (done.ok ? openedIn(done.value) : null);
    const [first] = found;
    if (!done.ok || conversationId === null || first === undefined) return done;
    const sent = await sentEntry(visitor, conversationId, asked.body);
    const isSaid = found.some(({ field }) => field === 'text' || field === 'description');
    const entries = { arrived: isSaid ? sent : null, earlier: found.flatMap(({ earlier }) => earlier) };
    const secret = { secret: first.kind, where: placeOf(asked.name, first.field) };
    const burnt = await stops.burn(visitor, conversationId, entries, secret);
    return burnt.ok ? done : burnt;
  }

  async function sentEntry(visitor: VisitorPrincipal, conversationId: string, body: unknown) {
    const id = fieldOf(body, 'clientMessageId');
    const entry = id && (await conversations.sentBefore(conversationId, visitorAuthor(visitor), id));
    return entry ? entry.id : null;
  }

  return async function guardText(who, asked, go) {
    let found: Found[];
    try {
      found = await find(who, asked);
    } catch (err) {
      // Nothing goes on that was not looked at.
      log.error({ err, asked: asked.name }, 'A text could not be checked for secrets.');
      return refuse('unavailable');
    }
    const first = found.find(({ verdict }) => verdict === 'block') ?? found[0];
    if (first === undefined) return go(asked.body);
    const isSentAway = asked.isOlder === true && blankable.has(asked.name) && first.verdict === 'block';
    if (isSentAway && who?.kind === 'visitor') return goBlanked(who, asked, found, go);
    await stopped(who, asked, first);
    const { verdict, kind, field, earlier } = first;
    return refuse('secret_blocked', { details: { verdict, kind, field, earlier: earlier.length } });
  };
}

function authorOf(who: Principal): StoredAuthor {
  return who.kind === 'visitor' ? visitorAuthor(who) : agentAuthor(who);
}

function fieldOf(body: unknown, name: string): string | null {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : null;
  return typeof value === 'string' ? value : null;
}

function conversationOf(body: unknown): string | null {
  return fieldOf(body, 'conversationId');
}

/** The conversation that a start answered with. */
function openedIn(reply: unknown): string | null {
  const opened: unknown =
    typeof reply === 'object' && reply !== null ? Reflect.get(reply, 'conversation') : null;
  return fieldOf(opened, 'id');
}

/** The body with these fields blanked. */
function withBlanks(body: unknown, fields: ReadonlySet<string>, at = ''): unknown {
  if (fields.has(at)) return blank;
  if (Array.isArray(body)) return body.map((part, index) => withBlanks(part, fields, inside(at, `${index}`)));
  if (typeof body !== 'object' || body === null) return body;
  return Object.fromEntries(
    Object.entries(body).map(([key, part]) => [key, withBlanks(part, fields, inside(at, key))]),
  );
}

const inside = (at: string, key: string) => (at === '' ? key : `${at}.${key}`);

/** Where it was typed, as staff are told. */
function placeOf(name: string, field: string): SecretPlace {
  if (name === 'entry:send') return 'message';
  if (name === 'entry:note') return 'note';
  if (name === 'conversation:rate') return 'rating';
  if (field === 'description') return 'description';
  if (field.endsWith('.q')) return 'search';
  if (field === 'file') return 'file_name';
  return field.endsWith('name') ? 'name' : 'other';
}
