import { startWooCommerceSimulator } from './simulator.js';

const defaultPort = 8092;

function log(entry: Record<string, unknown>): void {
  process.stdout.write(
    `${JSON.stringify({ time: new Date().toISOString(), service: 'simulator-woocommerce', ...entry })}\n`,
  );
}

const simulator = await startWooCommerceSimulator({
  port: Number(process.env.PORT ?? defaultPort),
  host: process.env.HOST,
  dataFile: process.env.DATA_FILE,
  consumerKey: process.env.CONSUMER_KEY,
  consumerSecret: process.env.CONSUMER_SECRET,
  seed: process.env.SEED === 'online-retail' ? 'online-retail' : 'empty',
  allowLoopbackCallback: process.env.ALLOW_LOOPBACK_CALLBACK === 'true',
  days: process.env.DAYS?.split(',').filter((day) => day !== ''),
  log,
}).catch((error: unknown) => {
  const reason = error instanceof Error ? error.message : String(error);
  log({
    level: 'error',
    msg: `The WooCommerce sandbox did not start: ${reason}. Is the port taken? Choose another with PORT.`,
  });
  process.exit(1);
});
log({ msg: 'ready', url: simulator.url });

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (isStopping) return;
    isStopping = true;
    void simulator.close().then(() => {
      log({ msg: 'stopped' });
      process.exit(0);
    });
  });
}
