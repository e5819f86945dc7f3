import type { RunningSystem } from './system.mjs';

/** Writes `events.env` for programs that follow the events of a local Koppel. Undefined where it brings neither Postgres nor NATS. */
export function writeEventsEnvironment(
  place: { stateDir: string; env: Record<string, string | undefined> },
  system: Pick<RunningSystem, 'databaseUrl' | 'natsUrl' | 'natsPasswords'>,
): Promise<string | undefined>;
