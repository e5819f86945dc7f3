/** A column's value; dates are epoch milliseconds. */
export type Scalar = string | number | boolean | null;

export type Row = Record<string, Scalar>;

/** A record as it is kept: its columns and the row version that its last change was given. */
export interface Stored {
  key: string;
  row: Row;
  timestamp: bigint;
}

/** The value under which a record stands in an index; trailing blanks don't count. */
export function indexValue(row: Row, column: string): Scalar {
  const value = row[column] ?? null;
  return typeof value === 'string' ? value.trimEnd() : value;
}
