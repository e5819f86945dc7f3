/** Rows by id, with sorted views that are cached until the next write. */
export class Table<Row extends { id: number }> {
  private readonly rows = new Map<number, Row>();
  private readonly views = new Map<string, Row[]>();

  get size(): number {
    return this.rows.size;
  }

  find(id: number): Row | undefined {
    return this.rows.get(id);
  }

  put(row: Row): void {
    this.rows.set(row.id, row);
    this.views.clear();
  }

  remove(id: number): void {
    this.rows.delete(id);
    this.views.clear();
  }

  clear(): void {
    this.rows.clear();
    this.views.clear();
  }

  all(): Row[] {
    return [...this.rows.values()];
  }

  /** All rows in ascending order of `key`, then of id. */
  sorted(name: string, key: (row: Row) => string | number): readonly Row[] {
    const known = this.views.get(name);
    if (known) return known;
    const keyed = this.all().map((row) => ({ row, key: key(row) }));
    keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : a.row.id - b.row.id));
    const view = keyed.map((entry) => entry.row);
    this.views.set(name, view);
    return view;
  }
}
