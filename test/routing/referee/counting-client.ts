import pg from 'pg';

/** Raised for whatever may change what is open, and how queues are staffed and run: when it is asked, and when it is done. */
export type Writes = { ofOpen: number; ofStaff: number };

/** By text: what it writes. */
const written = new Map<string, keyof Writes | undefined>();

function writesOf(text: string): keyof Writes | undefined {
  if (!written.has(text)) written.set(text, readWrites(text));
  return written.get(text);
}

function readWrites(text: string): keyof Writes | undefined {
  if (/append_entries\(/.test(text)) return 'ofOpen';
  const [, table = ''] = /^\s*(?:insert into|update|delete from|truncate)\s+"?(\w+)/i.exec(text) ?? [];
  if (/^(conversation|support_case|assignment)$/.test(table)) return 'ofOpen';
  return /^(agent|agent_team|agent_skill|queue)$/.test(table) ? 'ofStaff' : undefined;
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

const kinds = ['ofOpen', 'ofStaff'] as const;

/** Makes connections that count what is written: where nothing was, nobody need look again. */
export function createCountingClient(writes: Writes): typeof pg.Client {
  return class CountingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      const ask = this.query as Query;
      const count: Query = (statement, ...rest) => {
        const text = textOf(statement);
        const kind = writesOf(text);
        const raised = isCommit(text) ? kinds : kind ? [kind] : [];
        const raise = () => {
          for (const each of raised) writes[each] += 1;
        };
        raise();
        const answer = ask.call(this, statement, ...rest);
        // Whoever looks before it is done sees what was, and has to look again after.
        if (raised.length > 0 && answer instanceof Promise) answer.then(raise, raise);
        return answer;
      };
      this.query = count as typeof this.query;
    }
  };
}

function isCommit(text: string): boolean {
  return /^\s*commit\b/i.test(text);
}

function textOf(statement: unknown): string {
  if (typeof statement === 'string') return statement;
  const isNamed = typeof statement === 'object' && statement !== null && 'text' in statement;
  return isNamed && typeof statement.text === 'string' ? statement.text : '';
}
