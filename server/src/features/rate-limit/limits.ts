import type { Limit } from './bucket.ts';

const seconds = 1_000;
const minutes = 60 * seconds;
const hours = 60 * minutes;

/** How often somebody may do what costs us something. Keys are added where a limit is applied. */
export const limits = {
  /** Guesses at one account from one address; a success clears it, so that only failures count. */
  signIn: { name: 'sign-in', tokens: 5, periodMs: 15 * minutes },
  /** Guesses from one address at any account. */
  signInAddress: { name: 'sign-in-address', tokens: 30, periodMs: 15 * minutes },
  /** New anonymous visitors from one address; an office behind one address opens a few at a time. */
  openSession: { name: 'open-session', tokens: 10, periodMs: minutes },
  /** Exchanges of hosts' tokens from one address: a mobile network's users share one. */
  identify: { name: 'identify', tokens: 30, periodMs: minutes },
  /** Images of one visitor: a problem is shown with a handful. */
  visitorUpload: { name: 'visitor-upload', tokens: 10, periodMs: hours },
  agentUpload: { name: 'agent-upload', tokens: 60, periodMs: hours },
  /** Searches by one address while typing, and by one agent. */
  faqSearch: { name: 'faq-search', tokens: 30, periodMs: 10 * seconds },
  /** Contacts that one address asks about, and reports. */
  verify: { name: 'verify', tokens: 20, periodMs: minutes },
  /** Hosts of links in the chats of one address; an office of agents is behind one. */
  hosts: { name: 'hosts', tokens: 120, periodMs: minutes },
  report: { name: 'report', tokens: 5, periodMs: 10 * minutes },
  /** Looks into transactions by one agent, and hashes that one visitor types: each asks several nodes. */
  diagnose: { name: 'diagnose', tokens: 30, periodMs: minutes },
  findTransaction: { name: 'find-transaction', tokens: 10, periodMs: minutes },
  /** Messages that one visitor is given to sign, and signatures that they bring: each of these may ask a contract. */
  proveOwnership: { name: 'prove-ownership', tokens: 20, periodMs: 10 * minutes },
  /** Questions to one source of a chain: what free plans of providers allow. */
  chainSource: { name: 'chain-source', tokens: 250, periodMs: 10 * seconds },
  search: { name: 'search', tokens: 30, periodMs: 30 * seconds },
  /** Messages of one visitor or agent. */
  send: { name: 'send', tokens: 20, periodMs: 10 * seconds },
  /** Conversations that one visitor opens: each calls an agent, and leaving makes room for the next. */
  start: { name: 'start', tokens: 10, periodMs: 10 * minutes },
  /** Lines in a log about secrets that were stopped: who pastes one tries a few times, and nobody is to be flooded. */
  secretReport: { name: 'secret-report', tokens: 6, periodMs: 10 * minutes },
  /** Everything else that a socket asks, for one visitor or agent; catching up counts for several. */
  command: { name: 'command', tokens: 120, periodMs: 10 * seconds },
  /** Handshakes from one address. */
  handshake: { name: 'handshake', tokens: 60, periodMs: minutes },
} as const satisfies Record<string, Limit>;
