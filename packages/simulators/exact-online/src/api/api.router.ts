import { setTimeout as wait } from 'node:timers/promises';
import { type NextFunction, type Request, type Response, Router, json } from 'express';
import type { Journal } from '../control/journal.js';
import { ExactError, badRequest, errorBody } from '../errors.js';
import type { Limits } from '../limits/limits.js';
import type { Grant, Grants } from '../oauth/grants.js';
import type { User } from '../oauth/oauth.router.js';
import type { Deletions, PaymentSwitches, VatAmounts, WriteContext } from '../rules/rules.js';
import type { Company } from '../store/company.js';
import type { World } from '../store/world.js';
import { subscribe } from '../webhooks/subscribe.js';
import type { Webhooks } from '../webhooks/webhooks.js';
import { toAtom } from './atom.js';
import { stockPosition, syncTimestamp } from './functions.js';
import { readMe } from './me.js';
import { type ReadResult, read } from './read.js';
import { type ResourcePath, readResourcePath } from './request-path.js';
import { type WriteRequest, type WriteResult, change, create, remove } from './write.js';

export interface ApiOptions {
  world: World;
  grants: Grants;
  limits: Limits;
  journal: Journal;
  webhooks: Webhooks;
  user: User;
  now: () => number;
  latencyMs: () => number;
  vatAmounts: () => VatAmounts;
  deletions: () => Deletions;
  payments: () => PaymentSwitches;
  /** The base URL of links in answers. */
  publicUrl: () => string;
}

/** The REST API below `/api/v1`. */
export function apiRouter(options: ApiOptions): Router {
  const router = Router();
  router.use(json({ limit: '10mb', type: () => true }));
  router.use(async (_request, _response, next) => {
    if (options.latencyMs() > 0) await wait(options.latencyMs());
    next();
  });
  router.use((request, response, next) => answer(options, request, response).catch(next));
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    sendError(response, toExactError(error));
  });
  return router;
}

/** A body that cannot be parsed is a 400; any other unknown error is a 500. */
function toExactError(error: unknown): ExactError {
  if (error instanceof ExactError) return error;
  const status = typeof error === 'object' && error !== null && 'status' in error ? error.status : undefined;
  if (status === 400) return badRequest('Error processing request stream. The body is not valid JSON.');
  if (status === 413) return badRequest('Error processing request stream. The body is too large.');
  return new ExactError(
    500,
    `The simulator failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
  );
}

function sendError(response: Response, error: ExactError): void {
  response.status(error.status).set(error.headers).json(errorBody(error.message));
}

interface Call {
  options: ApiOptions;
  request: Request;
  response: Response;
  grant: Grant;
  company: Company;
  resource: string;
  parameters: URLSearchParams;
}

/** Checks token, company, blocks and limits in the order of the real service, then reads or writes. */
async function answer(options: ApiOptions, request: Request, response: Response): Promise<void> {
  const grant = authenticate(options, request);
  const [, divisionText = '', resource = ''] = /^\/(\d+|current)\/(.+?)\/?$/.exec(request.path) ?? [];
  if (!divisionText) throw new ExactError(404, 'Resource not found for the segment requested.');
  const division = divisionText === 'current' ? options.world.companies.keys().next().value : Number(divisionText);
  const blockKey = [grant.clientId, grant.userId, divisionText, resource.replace(/\(.*/, '')].join('|').toLowerCase();
  refuseBlocked(options, blockKey);
  try {
    const company = options.world.companies.get(division ?? -1);
    if (!company) throw new ExactError(403, 'Forbidden - WrongDivision');
    const { isAllowed, headers } = options.limits.countCall(grant.clientId, company.code);
    response.set(headers);
    if (!isAllowed) throw new ExactError(429, 'Too many requests');
    const parameters = new URL(request.originalUrl, 'http://x').searchParams;
    await route({ options, request, response, grant, company, resource, parameters }, divisionText === 'current');
  } catch (error: unknown) {
    if (error instanceof ExactError && [400, 401, 403, 404].includes(error.status)) options.limits.countError(blockKey);
    throw error;
  }
}

function authenticate({ grants }: ApiOptions, request: Request): Grant {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const grant = token === undefined ? undefined : grants.findByAccessToken(token);
  if (grant) return grant;
  const headers = { 'WWW-Authenticate': 'Bearer error="invalid_token"' };
  throw new ExactError(401, 'Unauthorized: the access token is missing, has expired or was revoked.', { headers });
}

function refuseBlocked({ limits }: ApiOptions, key: string): void {
  const until = limits.findBlock(key);
  if (until === undefined) return;
  const message = `Too many errors: this endpoint is blocked for your app until ${new Date(until).toISOString()}.`;
  throw new ExactError(429, message, { headers: { 'X-RateLimit-Minutely-Reset': String(until) } });
}

async function route(call: Call, isCurrent: boolean): Promise<void> {
  const { resource, request, options, company, parameters } = call;
  const name = resource.toLowerCase();
  if (isCurrent) {
    if (name !== 'me') throw new ExactError(404, 'Resource not found for the segment requested.');
    return sendRead(call, readMe(options, company, parameters));
  }
  if (name === 'read/sync/sync/synctimestamp') return sendRead(call, functionFeed(syncTimestamp(company, parameters)));
  if (name === 'read/logistics/stockposition') return sendRead(call, functionFeed(stockPosition(company, parameters)));
  const path = readResourcePath(resource);
  if (!path.endpoint.methods.has(request.method)) {
    throw new ExactError(405, `Method not allowed: ${request.method} on ${path.endpoint.path}.`);
  }
  const baseUrl = `${options.publicUrl()}/api/v1/${company.code}`;
  if (request.method === 'GET') return sendRead(call, read({ company, baseUrl, path, parameters }));
  await carryOutWrite(call, path, baseUrl);
}

function functionFeed(entries: Extract<ReadResult, { kind: 'feed' }>['entries']): ReadResult {
  return { kind: 'feed', entries, isWrapped: false, next: undefined, count: undefined };
}

function sendRead({ request, response, parameters, options }: Call, result: ReadResult): void {
  if (result.kind === 'count') {
    response.type('text/plain').send(String(result.count));
  } else if (!/json/i.test(request.headers.accept ?? '') && parameters.get('$format') !== 'json') {
    response.type('application/atom+xml').send(toAtom(result, `${options.publicUrl()}${request.originalUrl}`));
  } else if (result.kind === 'entity') {
    response.json({ d: result.entry });
  } else if (result.isWrapped) {
    const count = result.count === undefined ? {} : { __count: String(result.count) };
    response.json({ d: { ...count, results: result.entries, ...(result.next ? { __next: result.next } : {}) } });
  } else {
    response.json({ d: result.entries });
  }
}

/** Writes, and records the request and its result in the journal. */
async function carryOutWrite(call: Call, path: ResourcePath, baseUrl: string): Promise<void> {
  const { options, request, response, company, grant } = call;
  const { user, now } = options;
  const context: WriteContext = {
    ...{ company, author: { id: user.id, name: user.name }, now, clientId: grant.clientId },
    ...{ vatAmounts: options.vatAmounts(), deletions: options.deletions(), ...options.payments() },
  };
  const wantsRepresentation = /return=representation/i.test(request.get('prefer') ?? '');
  const write: WriteRequest = { context, baseUrl, path, body: request.body as unknown, wantsRepresentation };
  const note = (status: number, key: string | null): void =>
    options.journal.noteWrite({
      ...{ at: now(), method: request.method, division: company.code, entity: path.endpoint.path },
      ...{ key, body: write.body ?? null, status },
    });
  try {
    const result = await runWrite(call, write, grant);
    note(result.status, result.key);
    if (result.location) response.set('Location', result.location);
    if (result.entry === undefined) response.status(result.status).end();
    else response.status(result.status).json({ d: result.entry });
  } catch (error: unknown) {
    note(error instanceof ExactError ? error.status : 500, path.key ?? null);
    throw error;
  }
}

async function runWrite({ options, request }: Call, write: WriteRequest, grant: Grant): Promise<WriteResult> {
  if (request.method === 'DELETE') return remove(write);
  if (request.method === 'PUT') return change(write);
  if (write.path.endpoint.table === 'webhooks/WebhookSubscriptions')
    await subscribe(options.webhooks, write, grant.clientId);
  return create(write);
}
