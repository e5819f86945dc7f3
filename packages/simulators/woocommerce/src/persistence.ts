import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Shop, ShopState } from './shop.js';

const saveDelayMs = 500;

/** Stores the shop in one JSON file: read at the start, written soon after a change and at the end. */
export class Persistence {
  private timer: NodeJS.Timeout | undefined;

  private constructor(
    private readonly shop: Shop,
    private readonly file: string,
  ) {}

  /** @returns the store, and whether it had a state already */
  static open(shop: Shop, file: string): { persistence: Persistence; isRestored: boolean } {
    mkdirSync(dirname(file), { recursive: true });
    const state = readState(file);
    if (state) shop.importState(state);
    const persistence = new Persistence(shop, file);
    shop.onChange(() => persistence.schedule());
    return { persistence, isRestored: state !== undefined };
  }

  saveNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const temporary = `${this.file}.writing`;
    writeFileSync(temporary, JSON.stringify(this.shop.exportState()));
    renameSync(temporary, this.file);
  }

  private schedule(): void {
    this.timer ??= setTimeout(() => this.saveNow(), saveDelayMs);
  }
}

function readState(file: string): ShopState | undefined {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error: unknown) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  try {
    return JSON.parse(content) as ShopState;
  } catch (cause: unknown) {
    throw new Error(`The shop's data file ${file} is not JSON. Delete it to start with a new shop.`, { cause });
  }
}
