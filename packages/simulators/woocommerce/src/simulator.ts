import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import type { ApiKey } from './auth.js';
import { createClock } from './clock.js';
import { createControlRouter } from './control-routes.js';
import { createControl, type Control, type Seed } from './control.js';
import { FaultPlan } from './faults.js';
import { KeyApproval } from './key-approval.js';
import { Ledger } from './ledger.js';
import { loadOrders, type LoadOptions } from './load-orders.js';
import { createPageRouter } from './pages.js';
import { Persistence } from './persistence.js';
import { parsePhpQuery } from './php-query.js';
import { createRestRouter } from './rest.js';
import { createRoutes } from './routes.js';
import { Saving } from './saving.js';
import { seedProducts } from './seed.js';
import { defaultSettings, type ShopSettings } from './shop-settings.js';
import { Shop } from './shop.js';
import { WebhookSender } from './webhooks.js';
import { WooError } from './woo-error.js';

export interface WooCommerceSimulatorOptions {
  /** 0 (default): a free one. */
  port?: number;
  host?: string;
  /** `ck_sandbox` by default. */
  consumerKey?: string;
  /** `cs_sandbox` by default. */
  consumerSecret?: string;
  /** The web server drops the `Authorization` header. */
  dropsAuthorization?: boolean;
  /** Permalinks are "Plain": there is no `/wp-json`. */
  hasPlainPermalinks?: boolean;
  /** Keys are posted to loopback addresses too, and over plain http; WordPress reaches public addresses over https alone. */
  allowLoopbackCallback?: boolean;
  /** Other keys, such as a read-only one. */
  additionalKeys?: readonly ApiKey[];
  /** `empty` (default), or a product for every stock code of the real data. */
  seed?: Seed;
  /** Trading days (`YYYY-MM-DD`) whose real orders are loaded at the start. */
  days?: readonly string[];
  loadOptions?: LoadOptions;
  settings?: Partial<ShopSettings>;
  /** MySQL's default collation treats `85123a` and `85123A` as the same SKU; true keeps them distinct. */
  caseSensitiveSkus?: boolean;
  /** The file that stores the shop; when it exists, `seed` and `days` are ignored. */
  dataFile?: string;
  /** Milliseconds since the epoch; the machine's clock by default. */
  now?: () => number;
  latencyMs?: number;
  log?: (entry: Record<string, unknown>) => void;
}

export interface WooCommerceSimulator {
  /** Without a slash at the end; the API is below `/wp-json/wc/v3`. */
  url: string;
  control: Control;
  close(): Promise<void>;
}

/**
 * Starts a shop with the WooCommerce REST API v3.
 * @throws Error when the port is in use or the data file cannot be read
 */
export async function startWooCommerceSimulator(
  options: WooCommerceSimulatorOptions = {},
): Promise<WooCommerceSimulator> {
  let clockAheadMs = 0;
  const machineNow = () => Date.now() + clockAheadMs;
  const shop = createShop(options, machineNow);
  const persistence = fillShop(shop, options);
  const ledger = new Ledger();
  shop.onChange((change) => ledger.noteChange(change));
  const faults = new FaultPlan();
  let url = '';
  let latencyMs = options.latencyMs ?? 0;
  const webhooks = new WebhookSender(shop, () => url);
  const saving = new Saving();
  const keyApproval = new KeyApproval(shop, () => options.allowLoopbackCallback ?? false);
  const control = createControl({
    shop,
    ledger,
    faults,
    webhooks,
    saving,
    keyApproval,
    setLatency: (wanted) => (latencyMs = wanted),
    setClock: (aheadMs) => (clockAheadMs = aheadMs),
  });
  const rest = createRestRouter({
    routes: createRoutes(shop, saving, webhooks),
    keys: () => [...keysOf(options), ...shop.keys],
    server: { dropsAuthorization: options.dropsAuthorization ?? false, now: machineNow, nonces: new Map() },
    faults,
    ledger,
    latencyMs: () => latencyMs,
    saving,
    siteUrl: () => url,
    now: () => shop.clock.now(),
  });
  const app = createApp({
    shop,
    control,
    rest,
    keyApproval,
    machineNow,
    url: () => url,
    hasPlainPermalinks: options.hasPlainPermalinks ?? false,
    log: options.log,
  });
  const server = await listen(app, options);
  url = `http://${options.host ?? '127.0.0.1'}:${(server.address() as AddressInfo).port}`;
  shop.siteUrl = url;
  return {
    url,
    control,
    close: async () => {
      await webhooks.stop();
      await closeServer(server);
      persistence?.saveNow();
    },
  };
}

function createShop(options: WooCommerceSimulatorOptions, machineNow: () => number): Shop {
  const settings = { ...defaultSettings, ...options.settings };
  const clock = createClock(settings.timeZone, options.now ?? machineNow);
  return new Shop({ settings, clock, caseSensitiveSkus: options.caseSensitiveSkus ?? false });
}

function fillShop(shop: Shop, options: WooCommerceSimulatorOptions): Persistence | undefined {
  const opened = options.dataFile === undefined ? undefined : Persistence.open(shop, options.dataFile);
  if (opened?.isRestored) return opened.persistence;
  if (options.seed === 'online-retail') seedProducts(shop);
  if (options.days && options.days.length > 0) loadOrders(shop, options.days, options.loadOptions);
  return opened?.persistence;
}

function keysOf(options: WooCommerceSimulatorOptions): ApiKey[] {
  const { consumerKey = 'ck_sandbox', consumerSecret = 'cs_sandbox', additionalKeys = [] } = options;
  return [{ consumerKey, consumerSecret, permissions: 'read_write' }, ...additionalKeys];
}

interface AppParts {
  shop: Shop;
  control: Control;
  rest: express.Router;
  keyApproval: KeyApproval;
  machineNow: () => number;
  url: () => string;
  hasPlainPermalinks: boolean;
  log: WooCommerceSimulatorOptions['log'];
}

function createApp({ shop, control, rest, keyApproval, machineNow, url, log, hasPlainPermalinks }: AppParts): Express {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', parsePhpQuery);
  app.use((request, response, next) => {
    const startedMs = performance.now();
    response.on('close', () => {
      const durationMs = Math.round(performance.now() - startedMs);
      log?.({ msg: 'request', method: request.method, path: request.path, status: response.statusCode, durationMs });
    });
    next();
  });
  app.get('/readyz', (_request, response) => void response.json({ status: 'ready', products: shop.products.size }));
  // WordPress tells on every page where its REST API is.
  const apiUrl = () => (hasPlainPermalinks ? `${url()}/?rest_route=/` : `${url()}/wp-json/`);
  app.use((_request, response, next) => {
    response.set({ Link: `<${apiUrl()}>; rel="https://api.w.org/"`, Date: new Date(machineNow()).toUTCString() });
    next();
  });
  if (hasPlainPermalinks)
    app.use('/wp-json', (_request, response) => void response.status(404).type('html').send('<h1>Not found</h1>'));
  app.get(['/wp-json', '/wp-json/'], (_request, response) => {
    const { title: name } = shop.settings;
    response.json({
      name,
      description: '',
      url: url(),
      home: url(),
      namespaces: ['oembed/1.0', 'wc/v3', 'wp/v2'],
      authentication: {},
    });
  });
  app.use('/wp-json/wc/v3', rest);
  app.use('/wc-auth/v1', keyApproval.router());
  app.use('/_simulator', createControlRouter(control));
  app.use('/', createPageRouter(shop));
  app.use(errorHandler(log));
  return app;
}

function errorHandler(log: WooCommerceSimulatorOptions['log']): ErrorRequestHandler {
  return (error: unknown, _request, response, _next) => {
    const wooError = toWooError(error);
    if (wooError.status >= 500) log?.({ msg: 'error', code: wooError.code, cause: String(error) });
    response.status(wooError.status).json(wooError.toBody());
  };
}

function toWooError(error: unknown): WooError {
  if (error instanceof WooError) return error;
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  if (type === 'entity.parse.failed') {
    const details = { json_error_code: 4, json_error_message: 'Syntax error' };
    return new WooError(400, 'rest_invalid_json', 'Invalid JSON body passed.', details);
  }
  if (type === 'entity.too.large') return new WooError(413, 'rest_entity_too_large', 'The request is too large.');
  const message = error instanceof Error ? error.message : String(error);
  return new WooError(500, 'internal_server_error', message);
}

function listen(app: Express, options: WooCommerceSimulatorOptions): Promise<Server> {
  const server = createServer(app);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, options.host ?? '127.0.0.1', () => resolve(server));
  });
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
