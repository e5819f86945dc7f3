import type { RunningSystem } from '../../tools/system.ts';
import type { BareCounts, BareOrder } from './bare/sync.ts';
import { Child } from './child.ts';
import { measure, type Side, type Watched } from './measure.ts';
import { Simulators } from './simulators.ts';

const app = { client_id: 'koppel-sandbox', client_secret: 'koppel-sandbox-secret' };

/** An access token of the simulator, by the same OAuth dance that a connection makes. */
async function accessToken(exactUrl: string, redirectUri: string): Promise<string> {
  const question = new URLSearchParams({ client_id: app.client_id, redirect_uri: redirectUri, response_type: 'code' });
  const asked = await fetch(`${exactUrl}/api/oauth2/auth?${question}`, { redirect: 'manual' });
  const code = new URL(asked.headers.get('location') ?? '', exactUrl).searchParams.get('code');
  if (!code) throw new Error(`the simulator gave no code but ${asked.status}`);
  const body = new URLSearchParams({ ...app, code, grant_type: 'authorization_code', redirect_uri: redirectUri });
  const answered = await fetch(`${exactUrl}/api/oauth2/token`, { method: 'POST', body });
  const { access_token: token } = (await answered.json()) as { access_token?: string };
  if (!token) throw new Error(`the simulator gave no token but ${answered.status}`);
  return token;
}

async function sync(child: Child, expected: { outcome: 'created' | 'unchanged'; records: number }) {
  const { seconds, counts } = await child.ask<{ seconds: number; counts: BareCounts }>({ kind: 'sync' });
  if (counts[expected.outcome] !== expected.records) {
    throw new Error(
      `the bare script should have ${expected.records} records ${expected.outcome}, but counts ${JSON.stringify(counts)}`,
    );
  }
  return { seconds };
}

/** The bare script's part of a round, on the same Postgres, in a database of its own. */
export async function measureBare(
  system: RunningSystem,
  options: { records: number; postmasterPid: number; databaseUrl: string; execArgv: string[] },
): Promise<Side> {
  const { records, postmasterPid, databaseUrl, execArgv } = options;
  const redirectUri = `${system.url}/oauth/callback/exact-online`;
  const simulators = await Simulators.start({ exactPort: system.ports['exact-online'], redirectUri, records });
  const child = new Child('bare', { execArgv });
  try {
    const { exactUrl, shopUrl } = simulators;
    const order: BareOrder = { exactUrl, shopUrl, databaseUrl, token: await accessToken(exactUrl, redirectUri) };
    await child.ask({ kind: 'open', order });
    const watched: Watched = { simulators, records, pid: child.pid, allPids: [child.pid], postmasterPid };
    const first = await measure(watched, () => sync(child, { outcome: 'created', records }));
    const again = await measure(watched, () => sync(child, { outcome: 'unchanged', records }));
    return { first, again, content: await simulators.content() };
  } finally {
    await child.stop();
    await simulators.stop();
  }
}
