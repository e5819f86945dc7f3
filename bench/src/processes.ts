import { readdirSync, readFileSync } from 'node:fs';

const ticksPerSecond = 100;

/** Fields of `/proc/<pid>/stat` behind the name, which may hold blanks: field 3 comes first. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

function secondsOf(stat: readonly string[], ...fields: number[]): number {
  return fields.reduce((sum, field) => sum + Number(stat[field - 3] ?? 0), 0) / ticksPerSecond;
}

/** CPU seconds that a process has used, in user and kernel mode. */
export function cpuSecondsOf(pid: number): number {
  return secondsOf(statOf(pid), 14, 15);
}

/** The most memory that a process ever held. */
export function peakMibOf(pid: number): number {
  const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib ?? 0) / 1024;
}

export function parentOf(pid: number): number {
  return Number(statOf(pid)[1]);
}

/** CPU seconds of a process, its living children, and those of its children that have ended. */
export function treeCpuSecondsOf(pid: number): number {
  let seconds = secondsOf(statOf(pid), 14, 15, 16, 17);
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const stat = statOf(Number(name));
      if (Number(stat[1]) === pid) seconds += secondsOf(stat, 14, 15);
    } catch {
      // It ended while the list was read.
    }
  }
  return seconds;
}
