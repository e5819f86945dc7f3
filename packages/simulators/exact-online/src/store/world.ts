import { type Change, Company } from './company.js';
import type { Row } from './row.js';

/** A company as stored in a file. */
export interface CompanyState {
  code: number;
  name: string;
  sequences: Record<string, number>;
  tables: Record<string, { timestamp: string; row: Row }[]>;
}

export interface WorldState {
  lastVersion: string;
  companies: CompanyState[];
}

export interface WorldOptions {
  now: () => number;
  firstVersion: bigint;
  onChange: (change: Change) => void;
}

/** All companies, and the row versions that they share. */
export class World {
  readonly companies = new Map<number, Company>();
  private version: bigint;

  constructor(private readonly options: WorldOptions) {
    this.version = options.firstVersion;
  }

  get lastVersion(): bigint {
    return this.version;
  }

  addCompany(code: number, name: string): Company {
    const versions = { next: () => (this.version += 1n) };
    const company = new Company({ code, name, versions, now: this.options.now, onChange: this.options.onChange });
    this.companies.set(code, company);
    return company;
  }

  clear(): void {
    this.companies.clear();
  }

  save(): WorldState {
    const companies = [...this.companies.values()].map((company) => ({
      code: company.code,
      name: company.name,
      sequences: company.sequenceState,
      tables: Object.fromEntries(
        company
          .tableNames()
          .map((name) => [
            name,
            [...company.table(name).values()].map(({ timestamp, row }) => ({ timestamp: timestamp.toString(), row })),
          ]),
      ),
    }));
    return { lastVersion: this.version.toString(), companies };
  }

  restore(state: WorldState): void {
    this.clear();
    for (const saved of state.companies) {
      const company = this.addCompany(saved.code, saved.name);
      company.sequenceState = saved.sequences;
      for (const [table, records] of Object.entries(saved.tables)) {
        const inOrder = records.map(({ timestamp, row }) => ({ row, version: BigInt(timestamp) }));
        inOrder.sort((a, b) => (a.version < b.version ? -1 : 1));
        for (const { row, version } of inOrder) company.restore(table, row, version);
      }
    }
    this.version = BigInt(state.lastVersion);
  }
}
