import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SandboxSystem } from './sandbox-system.js';

/** What a process of the system wrote so far. */
export function logOf({ stateDir }: SandboxSystem, name: string): string {
  return readFileSync(join(stateDir, 'logs', `${name}.log`), 'utf8');
}
