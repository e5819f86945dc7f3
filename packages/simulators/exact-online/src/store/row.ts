/** A column's value; dates are epoch milliseconds. */
export type Scalar = string | number | boolean | null;

export type Row = Record<string, Scalar>;

/** A stored record: its columns and the row version of its last change. */
export interface Stored {
  key: string;
  row: Row;
  timestamp: bigint;
}

/** The value of a record in an index, without trailing blanks. */
export function indexValue(row: Row, column: string): Scalar {
  const value = row[column] ?? null;
  return typeof value === 'string' ? value.trimEnd() : value;
}
