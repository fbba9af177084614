import pg from 'pg';

const oid = { int8: 20, numeric: 1700, date: 1082, int8Array: 1016, numericArray: 1231 } as const;

/** Typed for scalars alone by the driver; this one is text[]. */
const parseTexts = pg.types.getTypeParser(1009 as Parameters<typeof pg.types.getTypeParser>[0], 'text') as (
  text: string,
) => (string | null)[];

/**
 * How column values become JavaScript values, the same for every engine:
 * int8 and numeric → number, date → 'YYYY-MM-DD', timestamptz → Date, json and jsonb → parsed, arrays → arrays.
 * As parameters: Date, arrays (as SQL arrays) and objects (as JSON) go as they are; an array meant as jsonb must
 * be passed through JSON.stringify, because the driver takes every array for a SQL array.
 */
export const valueTypes: pg.CustomTypesConfig = { getTypeParser: parserFor };

function parserFor(type: number, format?: string): (text: string) => unknown {
  switch (type) {
    case oid.int8:
    case oid.numeric:
      return exactNumber;
    case oid.int8Array:
    case oid.numericArray:
      return exactNumbers;
    case oid.date:
      return (text) => text;
    default:
      return pg.types.getTypeParser(type, format === 'binary' ? 'binary' : 'text') as (
        text: string,
      ) => unknown;
  }
}

/** Refuses to round: a count that JavaScript cannot hold is a bug to be seen, not a number to be shown. */
function exactNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new RangeError('A number from the database is too large for JavaScript.');
  }
  return value;
}

function exactNumbers(text: string): unknown {
  return parseTexts(text).map((item) => (item === null ? null : exactNumber(item)));
}
