import { type NextFunction, type Request, type Response, Router, json } from 'express';
import type { LimitOptions } from '../limits/limits.js';
import type { Consent } from '../oauth/oauth.router.js';
import type { PaymentSwitches } from '../rules/rules.js';
import type { Scalar } from '../store/row.js';
import type { Control } from './control.js';
import type { Fault } from './faults.js';

type Body = Record<string, unknown>;

/** `/_simulator/…` as JSON: the control for tests that run in another process. */
export function controlRouter(control: Control): Router {
  const router = Router();
  router.use(json({ limit: '10mb' }));
  entityRoutes(router, control);
  actionRoutes(router, control);
  router.get('/counters', (_request, response) => void response.json(control.counters()));
  router.get('/journal', (_request, response) => void response.json(control.journal()));
  router.get('/webhook-deliveries', (_request, response) => void response.json(control.webhookDeliveries()));
  router.use(
    (_request, response) => void response.status(404).json({ error: 'There is no such control; see the README.' }),
  );
  router.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
    response.status(400).json({ error: error instanceof Error ? error.message : String(error) });
  });
  return router;
}

function divisionOf(request: Request): { division?: number } {
  const { division } = request.query;
  return typeof division === 'string' ? { division: Number(division) } : {};
}

function entityRoutes(router: Router, control: Control): void {
  const entityOf = (request: Request): string =>
    `${request.params['service']}/${request.params['entity']}`.replaceAll('~', '/');
  router.get('/entities/:service/:entity', (request, response) => {
    const { where } = request.query;
    const filter = typeof where === 'string' ? { where: JSON.parse(where) as Record<string, Scalar> } : {};
    response.json(control.list(entityOf(request), { ...divisionOf(request), ...filter }));
  });
  router.post('/entities/:service/:entity', (request, response) => {
    response.status(201).json(control.insert(entityOf(request), request.body as Body, divisionOf(request).division));
  });
  router.patch('/entities/:service/:entity/:key', (request, response) => {
    const key = request.params['key'] ?? '';
    response.json(control.patch(entityOf(request), key, request.body as Body, divisionOf(request).division));
  });
  router.delete('/entities/:service/:entity/:key', (request, response) => {
    control.delete(entityOf(request), request.params['key'] ?? '', divisionOf(request).division);
    response.status(204).end();
  });
}

const paymentChoices: { [name in keyof PaymentSwitches]: readonly PaymentSwitches[name][] } = {
  matching: ['exact', 'partial'],
  receiptSign: ['positive', 'negative'],
  settledEntries: ['locked', 'free'],
};

/** The switches that a body names; a switch or value that does not exist is refused. */
function readPayments(body: Body): Partial<PaymentSwitches> {
  for (const [name, value] of Object.entries(body)) {
    const choices: readonly unknown[] = paymentChoices[name as keyof PaymentSwitches] ?? [];
    if (!choices.includes(value)) throw new RangeError(`"${name}" cannot be ${JSON.stringify(value)}; see the README.`);
  }
  return body;
}

function actionRoutes(router: Router, control: Control): void {
  const on = (path: string, act: (body: Body) => unknown): void => {
    router.post(path, async (request, response) => {
      const result = await act((request.body ?? {}) as Body);
      response.json({ result: result ?? null });
    });
  };
  on('/clock', (body) => control.advanceClock(Number(body['advanceMs'] ?? 0)));
  on('/limits', (body) => control.setLimits(body as Partial<LimitOptions>));
  on('/limits/clear', () => control.clearLimits());
  on('/faults', (body) => control.injectFault(body as unknown as Fault));
  on('/faults/clear', () => control.clearFaults());
  on('/latency', (body) => control.setLatency(Number(body['ms'] ?? 0)));
  on('/vat-amounts', (body) => control.setVatAmounts(body['vatAmounts'] === 'calculated' ? 'calculated' : 'kept'));
  on('/deletions', (body) => control.setDeletions(body['deletions'] === 'refused' ? 'refused' : 'allowed'));
  on('/payments', (body) => control.setPayments(readPayments(body)));
  on('/periods', ({ year, period, journal, isClosed }) =>
    control.setPeriodClosed(
      { year: Number(year), period: Number(period), ...(typeof journal === 'string' ? { journal } : {}) },
      isClosed === true,
    ),
  );
  on('/consent', (body) => control.setConsent(body['consent'] as Consent));
  on('/cut-opener', (body) => control.setCutOpener(body['cutsOpener'] === true));
  on('/grants/revoke', (body) => control.revokeGrants(body['clientId'] as string | undefined));
  on('/tokens/expire', (body) => control.expireTokens(body['kind'] === 'refresh' ? 'refresh' : 'access'));
  on('/journal/clear', () => control.clearJournal());
  on('/webhooks/retry', () => control.retryWebhooks());
  on('/webhooks/retry-delays', (body) => control.setWebhookRetryDelays(body['delaysMs'] as number[]));
  on('/items/change', (body) => control.changeItems(Number(body['count'] ?? 10)));
  on('/reset', () => control.reset());
}
