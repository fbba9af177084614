import type { ColumnType } from 'kysely';

/** A jsonb column: read as a value, written as JSON text. */
export type Json<T> = ColumnType<T, string, string>;
/** A column with a default of `now()`. */
export type StampedAt = ColumnType<Date, Date | undefined, Date>;
