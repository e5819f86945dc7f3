import { sandboxApp } from './options.js';
import { startExactOnlineSimulator } from './simulator.js';

function log(event: string, details: Record<string, unknown>): void {
  process.stdout.write(`${JSON.stringify({ time: new Date().toISOString(), level: 'info', event, ...details })}\n`);
}

function numberFrom(name: string): number | undefined {
  const text = process.env[name];
  if (text === undefined || text === '') return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`${name} is "${text}", but must be a whole number. Correct it or leave it out.`);
}

/** The redirect URI of the Koppel beside the sandbox. */
function appOfKoppel(publicUrl: string | undefined): typeof sandboxApp {
  if (!publicUrl) return sandboxApp;
  const redirectUri = new URL('/oauth/callback/exact-online', publicUrl).href;
  return { ...sandboxApp, redirectUris: [...new Set([redirectUri, ...sandboxApp.redirectUris])] };
}

async function run(): Promise<void> {
  const { DATA_FILE: dataFile, HOST: host, PUBLIC_URL: ownUrl, KOPPEL_PUBLIC_URL: publicUrl } = process.env;
  const perMinute = numberFrom('PER_MINUTE_LIMIT');
  const seedItems = numberFrom('SEED_ITEMS');
  const simulator = await startExactOnlineSimulator({
    port: numberFrom('PORT') ?? 8090,
    apps: [appOfKoppel(publicUrl)],
    requireHttpsWebhooks: false,
    log,
    ...(host ? { host } : {}),
    ...(ownUrl ? { publicUrl: ownUrl } : {}),
    ...(dataFile ? { dataFile } : {}),
    ...(seedItems === undefined ? {} : { seedItems }),
    ...(perMinute === undefined ? {} : { limits: { perMinute } }),
  });
  log('started', { url: simulator.url });
  const stop = (signal: string): void => {
    log('stopping', { signal });
    void simulator.close().then(() => process.exit(0));
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
}

run().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `${JSON.stringify({ time: new Date().toISOString(), level: 'error', event: 'failed', message })}\n`,
  );
  process.exit(1);
});
