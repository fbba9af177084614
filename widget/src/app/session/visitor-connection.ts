import type { Connection } from '@haven/shared/browser/connection';
import type { VisitorCommands, visitorHints } from '@haven/shared/realtime/visitor-events';

/** The visitor's connection: its commands and hints, typed from the contract. */
export type VisitorConnection = Connection<VisitorCommands, typeof visitorHints>;
