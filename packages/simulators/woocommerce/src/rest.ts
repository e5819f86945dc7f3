import express, { type Request, type Response, type Router } from 'express';
import { assertAuthorized, type ApiKey, type Server } from './auth.js';
import type { Page } from './collection.js';
import type { Fault, FaultPlan } from './faults.js';
import { isInput, textList, toInput, type Input } from './input.js';
import type { Ledger } from './ledger.js';
import type { Saving } from './saving.js';
import { noRoute, WooError } from './woo-error.js';

export interface RestCall {
  id: number;
  params: Record<string, string>;
  query: Input;
  body: Input;
}

export interface Reply {
  status: number;
  body: unknown;
  page?: Page<unknown>;
}

export type Handle = (call: RestCall) => Reply | Promise<Reply>;

export interface Route {
  method: 'get' | 'post' | 'put' | 'delete';
  path: string;
  handle: Handle;
}

export interface RestOptions {
  routes: readonly Route[];
  keys: () => readonly ApiKey[];
  server: Server;
  faults: FaultPlan;
  ledger: Ledger;
  latencyMs: () => number;
  saving: Saving;
  siteUrl: () => string;
  now: () => number;
}

export const ok = (body: unknown): Reply => ({ status: 200, body });
export const created = (body: unknown): Reply => ({ status: 201, body });
export const pageOf = (page: Page<unknown>): Reply => ({ status: 200, body: page.rows, page });

/** The router of `/wp-json/wc/v3`: latency, faults, keys, the route, the answer, the ledger. */
export function createRestRouter(options: RestOptions): Router {
  const router = express.Router();
  router.use(async (request, response, next) => {
    if (options.latencyMs() > 0) await new Promise((resolve) => setTimeout(resolve, options.latencyMs()));
    const fault = options.faults.take(request.method, request.originalUrl);
    response.locals.fault = fault;
    response.on('close', () => {
      if (!response.headersSent && response.locals.isAnswered !== true) response.statusCode = neverAnswered;
      options.ledger.note(entryOf(request, response, options.now()));
    });
    if (!fault || !sufferFault(fault, request, response)) next();
  });
  router.use(express.json({ limit: '30mb', strict: false, type: (request) => request.method !== 'GET' }));
  router.get('/', (request, response) => {
    answer({ request, response, reply: ok({ namespace: 'wc/v3', routes: {} }), siteUrl: options.siteUrl() });
  });
  router.use((request, _response, next) => {
    assertAuthorized(request, options.keys(), options.server);
    next();
  });
  for (const route of options.routes) {
    router[route.method](route.path, async (request, response) => {
      const reply = await options.saving.withWorker(async () => route.handle(callOf(request)));
      answer({ request, response, reply, siteUrl: options.siteUrl() });
    });
  }
  router.use(() => {
    throw noRoute();
  });
  return router;
}

function callOf(request: Request): RestCall {
  const params = request.params as Record<string, string>;
  const query = toInput(request.query);
  const body = isInput(request.body) ? request.body : {};
  return { id: Number(params.id), params, query, body };
}

function entryOf(request: Request, response: Response, nowMs: number) {
  const at = new Date(nowMs).toISOString();
  const path = request.originalUrl.replace(/(consumer_key|consumer_secret|oauth_signature)=[^&]*/g, '$1=…');
  return { at, method: request.method, path, status: response.statusCode, body: request.body as unknown };
}

const blockPage =
  '<html><head><title>Access Denied - Website Firewall</title></head><body><h1>Access Denied</h1><p>You are <b>blocked</b>.</p></body></html>';

/** The status that the ledger counts for a request without an answer. */
const neverAnswered = 499;

/** True when the fault ends the request before it reaches the shop. */
function sufferFault(fault: Fault, request: Request, response: Response): boolean {
  if (fault.retryAfterSeconds !== undefined) response.set('Retry-After', String(fault.retryAfterSeconds));
  switch (fault.kind) {
    case 'unauthorized':
      throw new WooError(401, 'woocommerce_rest_cannot_view', 'Sorry, you cannot list resources.');
    case 'rate_limited':
      throw new WooError(429, 'rest_too_many_requests', 'Too many requests. Please try again later.');
    case 'server_error':
      throw new WooError(500, 'internal_server_error', 'There has been a critical error on this website.');
    case 'unavailable':
      response.status(503).type('html').send('<h1>Briefly unavailable for scheduled maintenance.</h1>');
      return true;
    case 'blocked':
      response.status(403).type('html').send(blockPage);
      return true;
    case 'blocked_json':
      response.status(403).json({ success: false, error: 'Access denied' });
      return true;
    case 'robot_check':
      response
        .type('html')
        .send('<html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>');
      return true;
    case 'redirected':
      response.redirect(301, `https://www.shop.example${request.originalUrl}`);
      return true;
    case 'locked':
      throw new WooError(401, 'rest_login_required', 'REST API restricted to authenticated users.');
    case 'hang':
      response.statusCode = neverAnswered;
      return true;
    case 'cut':
      response.statusCode = neverAnswered;
      response.socket?.destroy();
      return true;
    default:
      return false;
  }
}

interface Answer {
  request: Request;
  response: Response;
  reply: Reply;
  siteUrl: string;
}

function answer({ request, response, reply, siteUrl }: Answer): void {
  const fault = response.locals.fault as Fault | undefined;
  response.locals.isAnswered = true;
  if (fault?.kind === 'answer_lost') {
    response.status(reply.status);
    response.socket?.destroy();
    return;
  }
  const body = JSON.stringify(withFields(reply.body, request.query._fields));
  if (reply.page) setPageHeaders({ request, response, page: reply.page, siteUrl });
  response.status(reply.status).type('json');
  response.send(spoiled(body, fault));
}

function spoiled(body: string, fault: Fault | undefined): string {
  if (fault?.kind === 'malformed') return body.slice(0, Math.floor(body.length / 2));
  if (fault?.kind === 'printed')
    return `<br />\n<b>Notice</b>: Undefined index: x in <b>/srv/plugin.php</b><br />\n${body}`;
  return fault?.kind === 'marked' ? `\uFEFF${body}` : body;
}

/** `_fields` selects top-level fields; the id is always included. */
function withFields(body: unknown, wanted: unknown): unknown {
  const fields = textList(wanted).map((field) => field.split('.')[0] ?? field);
  if (fields.length === 0) return body;
  const pick = (row: unknown): unknown =>
    isInput(row)
      ? Object.fromEntries(Object.entries(row).filter(([key]) => key === 'id' || fields.includes(key)))
      : row;
  return Array.isArray(body) ? body.map(pick) : pick(body);
}

function setPageHeaders(choice: { request: Request; response: Response; page: Page<unknown>; siteUrl: string }): void {
  const { request, response, page, siteUrl } = choice;
  const current = Number(request.query.page ?? 1);
  const link = (target: number, relation: string): string => {
    const url = new URL(request.originalUrl, siteUrl);
    url.searchParams.set('page', String(target));
    return `<${url.href}>; rel="${relation}"`;
  };
  const links = [
    ...(current > 1 ? [link(Math.min(current - 1, page.totalPages), 'prev')] : []),
    ...(current < page.totalPages ? [link(current + 1, 'next')] : []),
  ];
  response.set({ 'X-WP-Total': String(page.total), 'X-WP-TotalPages': String(page.totalPages) });
  if (links.length > 0) response.append('Link', links.join(', '));
}
