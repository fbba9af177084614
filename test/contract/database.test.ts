import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import {
  isForeignKeyViolation,
  isUnavailable,
  isUniqueViolation,
} from '@haven/server/storage/postgres/failures';
import { preparedMost } from '@haven/server/storage/postgres/pool';
import { sql } from 'kysely';
import { openTestDatabase } from '../support/open-engines.ts';

let database: OpenDatabase;
const ids = ['0199a000-0000-7000-8000-000000000001', '0199a000-0000-7000-8000-000000000002'];

beforeAll(async () => {
  database = await openTestDatabase();
  await sql
    .raw(`
      create table room (id int primary key, name text constraint room_name_key unique);
      create table guest (room_id int constraint guest_room_fkey references room(id));
    `)
    .execute(database.db);
}, 180_000);
afterAll(() => database.close());
beforeEach(async () => {
  await sql`truncate room, guest`.execute(database.db);
});

async function countRooms(): Promise<number | undefined> {
  const { rows } = await sql<{ count: number }>`select count(*) from room`.execute(database.db);
  return rows[0]?.count;
}

describe('statements', () => {
  it('a connection plans what is asked again and again once, and keeps a bounded number', async () => {
    await database.db.connection().execute(async (db) => {
      for (let index = 0; index < 3; index += 1) await sql`select ${'planned once'} as told`.execute(db);
      for (let index = 0; index < preparedMost + 10; index += 1)
        await sql`select ${'other'}, ${sql.lit(index)} as told`.execute(db);
      const { rows } = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
        db,
      );
      const texts = rows.map(({ statement }) => statement);
      expect(texts.filter((text) => text === 'select $1 as told')).toHaveLength(1);
      expect(texts).toHaveLength(preparedMost);
    });
  });
});

describe('values', () => {
  it('every engine gives the same JavaScript value for each column type', async () => {
    const { rows } = await sql`select
      true as boolean, 7::smallint as int2, 8::int as int4, 9007199254740991::bigint as int8,
      12.5::numeric as numeric, 0.25::double precision as float8, '文字'::text as text,
      date '2026-11-23' as date, timestamptz '2026-11-23 08:09:10.123+08' as timestamptz,
      '{"a":[1,null,"x"]}'::jsonb as jsonb, '[1,2]'::json as json, ${ids[0]}::uuid as uuid,
      array['a','b,"c']::text[] as texts, array[1,2]::int[] as ints, array[3,null]::bigint[] as bigints,
      ${`{${ids.join(',')}}`}::uuid[] as uuids, '\\x00ff'::bytea as bytea, null::text as nothing
    `.execute(database.db);
    expect(rows).toEqual([
      {
        boolean: true,
        int2: 7,
        int4: 8,
        int8: 9_007_199_254_740_991,
        numeric: 12.5,
        float8: 0.25,
        text: '文字',
        date: '2026-11-23',
        timestamptz: new Date('2026-11-23T00:09:10.123Z'),
        jsonb: { a: [1, null, 'x'] },
        json: [1, 2],
        uuid: ids[0],
        texts: ['a', 'b,"c'],
        ints: [1, 2],
        bigints: [3, null],
        uuids: ids,
        bytea: Buffer.from([0, 255]),
        nothing: null,
      },
    ]);
  });

  it('every engine takes the same JavaScript values as parameters', async () => {
    const at = new Date('2026-11-23T00:09:10.123Z');
    const { rows } = await sql`select
      ${ids}::uuid[] as uuids, ${['a', "b'"]}::text[] as texts, ${[]}::text[] as none,
      ${at}::timestamptz as at, ${9_007_199_254_740_991}::bigint as big, ${{ a: '转账' }}::jsonb as json,
      ${JSON.stringify([1, 2])}::jsonb as list, ${Buffer.from('x')}::bytea as bytes, ${null}::text as nothing,
      ${ids[1]} = any(${ids}::uuid[]) as found
    `.execute(database.db);
    expect(rows).toEqual([
      {
        uuids: ids,
        texts: ['a', "b'"],
        none: [],
        at,
        big: 9_007_199_254_740_991,
        json: { a: '转账' },
        list: [1, 2],
        bytes: Buffer.from('x'),
        nothing: null,
        found: true,
      },
    ]);
  });

  it('a number that JavaScript would round is refused', async () => {
    await expect(sql`select 9007199254740993::bigint`.execute(database.db)).rejects.toThrow('too large');
    await expect(sql`select 1`.execute(database.db)).resolves.toBeDefined();
  });

  it('a message of the largest size and a row of a megabyte survive', async () => {
    const text = '钱'.repeat(400_000);
    const { rows } = await sql<{ text: string }>`select ${text}::text as text`.execute(database.db);
    expect(rows[0]?.text).toBe(text);
  });
});

describe('transactions', () => {
  it('an error undoes the whole transaction', async () => {
    const failing = database.db.transaction().execute(async (trx) => {
      await sql`insert into room values (1, 'blue')`.execute(trx);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await countRooms()).toBe(0);
  });

  it('a statement that failed and was ignored does not let the transaction commit in silence', async () => {
    const failing = database.db.transaction().execute(async (trx) => {
      await sql`insert into room values (1, 'blue')`.execute(trx);
      await sql`select nonsense`.execute(trx).catch(() => undefined);
    });
    await expect(failing).rejects.toThrow('rolled back');
    expect(await countRooms()).toBe(0);
  });

  it('a query past the transaction misses its rows, and is refused where it would wait for itself for ever', async () => {
    const counting = database.db.transaction().execute(async (trx) => {
      await sql`insert into room values (1, 'blue')`.execute(trx);
      return countRooms();
    });
    if (database.engine === 'pglite') {
      await expect(counting).rejects.toThrow('use its `trx`');
      expect(await countRooms()).toBe(0);
    } else {
      expect(await counting).toBe(0);
      expect(await countRooms()).toBe(1);
    }
  });

  it('work that a transaction started and that outlives it may query again', async () => {
    let later: Promise<number | undefined> | undefined;
    await database.db.transaction().execute(async () => {
      later = sleep(50).then(countRooms);
    });
    expect(await later).toBe(0);
  });

  it('transactions that are begun together all finish', async () => {
    await Promise.all(
      Array.from({ length: 30 }, (_, id) =>
        database.db.transaction().execute(async (trx) => {
          await sql`insert into room values (${id}, ${`room ${id}`})`.execute(trx);
          await sql`select 1`.execute(trx);
        }),
      ),
    );
    expect(await countRooms()).toBe(30);
  });
});

describe('failures', () => {
  const failure = (query: Promise<unknown>) => query.then(() => undefined).catch((error: unknown) => error);

  it('a refused row is told by its constraint', async () => {
    await sql`insert into room values (1, 'blue')`.execute(database.db);
    const double = await failure(sql`insert into room values (2, 'blue')`.execute(database.db));
    expect(isUniqueViolation(double)).toBe(true);
    expect(isUniqueViolation(double, 'room_name_key')).toBe(true);
    expect(isUniqueViolation(double, 'room_pkey')).toBe(false);
    expect(isForeignKeyViolation(double)).toBe(false);

    const orphan = await failure(sql`insert into guest values (9)`.execute(database.db));
    expect(isForeignKeyViolation(orphan, 'guest_room_fkey')).toBe(true);
    expect(isUniqueViolation(orphan)).toBe(false);
  });

  it('a mistake of ours is not an outage', async () => {
    const mistake = await failure(sql`select nonsense`.execute(database.db));
    expect(mistake).toBeInstanceOf(Error);
    expect(isUnavailable(mistake)).toBe(false);
  });

  it('after it was closed, a query is an outage and not a crash', async () => {
    const other = await openTestDatabase();
    await other.close();
    expect(isUnavailable(await failure(sql`select 1`.execute(other.db)))).toBe(true);
  }, 180_000);
});
