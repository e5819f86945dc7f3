export interface VendureOptions {
  /** Folder for its log and its list of processes. */
  stateDir: string;
  /** A Postgres whose user may create databases; the shop gets one of its own there. */
  databaseUrl: string;
  /** Name of that database; `vendure` unless told. */
  database?: string;
  /** A free one unless told. */
  port?: number;
  /** Of the superadmin; `superadmin` unless told. */
  username?: string;
  password?: string;
  /** Hears of progress, one line at a time. */
  say?: (line: string) => void;
}

export interface RunningVendure {
  url: string;
  shopApiUrl: string;
  adminApiUrl: string;
  username: string;
  password: string;
  logFile: string;
  stop(): Promise<void>;
}

/** Installs Vendure from npm when needed (cached in `.koppel/vendure-install`), starts it and seeds an empty shop. */
export function startVendure(options: VendureOptions): Promise<RunningVendure>;
