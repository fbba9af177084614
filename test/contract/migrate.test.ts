import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packagePath } from '@haven/server/package-path';
import type { OpenDatabase } from '@haven/server/storage/postgres/db';
import { migrate } from '@haven/server/storage/postgres/migrate';
import { sql } from 'kysely';
import { openTestDatabase, silentLog } from '../support/open-engines.ts';
import { createTempFolder } from '../support/temp-folder.ts';

let database: OpenDatabase;
let dir: string;

beforeAll(async () => {
  database = await openTestDatabase();
}, 180_000);
afterAll(() => database.close());

beforeEach(async () => {
  await sql.raw('drop schema public cascade; create schema public').execute(database.db);
  dir = await createTempFolder('migrations');
  await write('0001_rooms', 'create table room (id int); insert into room values (1);');
  await write('0002_names', 'alter table room add column name text;\r\n-- two statements\r\nselect 1;');
});

const write = (name: string, text: string) => writeFile(join(dir, `${name}.sql`), text);
const run = () => migrate(database.db, dir, silentLog);

async function applied(): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select name from migration order by number`.execute(
    database.db,
  );
  return rows.map(({ name }) => name);
}

it('applies what is new, in order, once', async () => {
  expect(await run()).toEqual(['0001_rooms', '0002_names']);
  expect(await run()).toEqual([]);
  await write('0003_more', 'create table more ()');
  expect(await run()).toEqual(['0003_more']);
  expect(await applied()).toEqual(['0001_rooms', '0002_names', '0003_more']);
});

it('two processes that start together apply each file once', async () => {
  await write('0001_rooms', 'select pg_sleep(0.3); create table room (id int); insert into room values (1);');
  const both = await Promise.all([run(), run()]);
  expect(both.flat().sort()).toEqual(['0001_rooms', '0002_names']);
});

it('a file that fails is undone as a whole, and the ones before it stay', async () => {
  await write('0003_broken', 'create table more (); insert into nowhere values (1);');
  await expect(run()).rejects.toThrow(/^Migration 0003_broken failed and was rolled back: .*nowhere/);
  expect(await applied()).toEqual(['0001_rooms', '0002_names']);
  const { rows } = await sql`select to_regclass('more') as more`.execute(database.db);
  expect(rows).toEqual([{ more: null }]);
});

it('refuses a file that was changed after it was applied', async () => {
  await run();
  await write('0001_rooms', 'create table hall (id int);');
  await expect(run()).rejects.toThrow('0001_rooms was changed after it was applied');
});

it('takes a file with other line ends for the same file', async () => {
  await run();
  await write('0002_names', 'alter table room add column name text;\n-- two statements\nselect 1;');
  expect(await run()).toEqual([]);
});

it('refuses a gap in the numbers', async () => {
  await write('0004_later', 'select 1');
  await expect(run()).rejects.toThrow('Migration 3 is missing');
});

it('refuses a name without a number', async () => {
  await write('later', 'select 1');
  await expect(run()).rejects.toThrow('not named like');
});

it('refuses a database that is newer than the code, and changes nothing', async () => {
  await run();
  await rm(join(dir, '0002_names.sql'));
  await expect(run()).rejects.toThrow(
    'The database is newer than this version of Haven: it has migration 0002_names',
  );
  expect(await applied()).toEqual(['0001_rooms', '0002_names']);
});

it("the product's own migrations apply to an empty database", async () => {
  const names = await migrate(database.db, packagePath('migrations'), silentLog);
  expect(names.length).toBeGreaterThan(0);
  expect(await applied()).toEqual(names);
});
