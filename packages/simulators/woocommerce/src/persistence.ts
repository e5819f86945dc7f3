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
    const state = readState(file, shop.exportState());
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

function readState(file: string, empty: ShopState): ShopState | undefined {
  let content: string;
  try {
    content = readFileSync(file, 'utf8');
  } catch (error: unknown) {
    if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
  let state: unknown;
  try {
    state = JSON.parse(content);
  } catch (cause: unknown) {
    throw new Error(`The shop's data file ${file} is not JSON. Delete it to start with a new shop.`, { cause });
  }
  const wrong = wrongPartOf(state, empty);
  if (wrong === undefined) return state as ShopState;
  throw new Error(
    `The shop's data file ${file} is not one of this version: its part "${wrong}" is missing or has another form. Delete it to start with a new shop.`,
  );
}

/** The first part of a state that is not there, or not a list where a shop has one. */
function wrongPartOf(state: unknown, empty: ShopState): string | undefined {
  const parts = typeof state === 'object' && state !== null ? (state as Record<string, unknown>) : {};
  const isSound = (part: unknown, expected: unknown): boolean =>
    typeof part === 'object' && part !== null && Array.isArray(part) === Array.isArray(expected);
  return Object.entries(empty).find(([name, expected]) => !isSound(parts[name], expected))?.[0];
}
