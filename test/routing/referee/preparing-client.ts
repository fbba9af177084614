import pg from 'pg';

/** How many statements were asked that may change what is open, and how queues are staffed and run. */
export type Writes = { ofOpen: number; ofStaff: number };

type Statement = { name: string; writes: keyof Writes | undefined };

/** By text: the same in every connection. */
const statements = new Map<string, Statement>();

function statementOf(text: string): Statement {
  const known = statements.get(text);
  if (known) return known;
  const statement = { name: `statement_${statements.size}`, writes: writesOf(text) };
  statements.set(text, statement);
  return statement;
}

function writesOf(text: string): keyof Writes | undefined {
  if (/append_entries\(/.test(text)) return 'ofOpen';
  const [, table = ''] = /^\s*(?:insert into|update|delete from|truncate)\s+"?(\w+)/i.exec(text) ?? [];
  if (/^(conversation|support_case|assignment)$/.test(table)) return 'ofOpen';
  return /^(agent|agent_team|agent_skill|queue)$/.test(table) ? 'ofStaff' : undefined;
}

type Query = (this: pg.Client, ...args: unknown[]) => unknown;

/**
 * Makes connections on which every statement with parameters is prepared the first time that it is asked, and which
 * count what is written: where nothing was, nobody need look again.
 */
export function createPreparingClient(writes: Writes): typeof pg.Client {
  return class PreparingClient extends pg.Client {
    constructor(config?: string | pg.ClientConfig) {
      super(config);
      const ask = this.query as Query;
      const prepare: Query = (text, values, ...rest) => {
        if (typeof text !== 'string') return ask.call(this, text, values, ...rest);
        const { name, writes: written } = statementOf(text);
        if (written) writes[written] += 1;
        return Array.isArray(values) && values.length > 0
          ? ask.call(this, { name, text, values }, ...rest)
          : ask.call(this, text, values, ...rest);
      };
      this.query = prepare as typeof this.query;
    }
  };
}
