import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Grant, Grants } from './oauth/grants.js';
import type { World, WorldState } from './store/world.js';

interface FileState {
  version: 1;
  world: WorldState;
  grants: Grant[];
}

const debounceMs = 1000;

/** Stores the simulator's state in one file, so that it survives a restart. */
export class Persistence {
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly file: string,
    private readonly world: World,
    private readonly grants: Grants,
  ) {}

  /** Reads the file; false when there is none yet. */
  load(): boolean {
    if (!existsSync(this.file)) return false;
    const state = this.read();
    this.world.restore(state.world);
    this.grants.restore(state.grants);
    return true;
  }

  private read(): FileState {
    let state: Partial<FileState> | null;
    try {
      state = JSON.parse(readFileSync(this.file, 'utf8')) as Partial<FileState> | null;
    } catch (cause: unknown) {
      throw new Error(`${this.file} is not JSON. Delete the file to start afresh.`, { cause });
    }
    const { version, world, grants } = state ?? {};
    if (version !== 1)
      throw new Error(`${this.file} was written by another version of the simulator. Delete the file to start afresh.`);
    if (!Array.isArray(world?.companies)) throw this.lacks('world.companies');
    if (!Array.isArray(grants)) throw this.lacks('grants');
    return { version, world, grants };
  }

  private lacks(list: string): Error {
    return new Error(`${this.file} has no list "${list}". Delete the file to start afresh.`);
  }

  /** Schedules a write within a second. */
  touch(): void {
    if (this.timer) return;
    this.timer = setTimeout(() => this.flush(), debounceMs);
    this.timer.unref();
  }

  /** Writes a second file and renames it, so that a crash leaves the old state intact. */
  flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const state: FileState = { version: 1, world: this.world.save(), grants: this.grants.list() };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(state));
    renameSync(`${this.file}.new`, this.file);
  }
}
