import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { locatePrometheus } from '../../tools/programs.ts';
import { waitUntil } from '../../tools/wait-until.ts';

const folder = join(import.meta.dirname, '../../deploy/prometheus');

export interface PrometheusServer {
  url: string;
  /** Evaluates an expression now. @throws Error with Prometheus' own texts */
  query(expression: string): Promise<unknown[]>;
  get<Data>(path: string): Promise<Data>;
  stop(): Promise<void>;
}

/** A real Prometheus with the project's configuration and rules; only where its targets are is replaced. */
export async function startPrometheus(options: {
  port: number;
  targets: Record<string, string>;
}): Promise<PrometheusServer> {
  const directory = mkdtempSync(join(tmpdir(), 'koppel-prometheus-'));
  cpSync(folder, directory, { recursive: true });
  const file = join(directory, 'prometheus.yaml');
  writeFileSync(file, withTargets(readFileSync(file, 'utf8'), options.targets));
  const url = `http://127.0.0.1:${options.port}`;
  const child = spawn(
    locatePrometheus().prometheus,
    [
      ...[`--config.file=${file}`, `--storage.tsdb.path=${join(directory, 'data')}`],
      `--web.listen-address=127.0.0.1:${options.port}`,
    ],
    { stdio: 'ignore' },
  );
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const get = async <Data>(path: string): Promise<Data> => {
    const response = await fetch(`${url}/api/v1/${path}`);
    const answer = (await response.json()) as { status: string; error?: string; data: Data };
    if (answer.status !== 'success') throw new Error(answer.error);
    return answer.data;
  };
  const stop = async () => {
    child.kill();
    await exited;
    rmSync(directory, { recursive: true, force: true });
  };
  try {
    await waitUntil(() => isReady(url), { what: 'Prometheus is ready' });
  } catch (error: unknown) {
    await stop();
    throw error;
  }
  return {
    ...{ url, get, stop },
    query: async (expression) => {
      const path = `query?query=${encodeURIComponent(expression)}`;
      return (await get<{ result: unknown[] }>(path)).result;
    },
  };
}

/** Each job's names become one address, and everything is asked every second. */
function withTargets(config: string, targets: Record<string, string>): string {
  return config
    .replaceAll(/(_interval|_timeout): \d+s/g, '$1: 1s')
    .replaceAll(/dns_sd_configs:\n\s+- names: \[([\w-]+)\]\n\s+type: A\n\s+port: \d+/g, (_, job: string) => {
      const target = targets[job];
      if (!target) throw new Error(`no target for the job ${job}`);
      return `static_configs:\n      - targets: ['${target}']`;
    });
}

async function isReady(url: string): Promise<boolean> {
  return fetch(`${url}/-/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
