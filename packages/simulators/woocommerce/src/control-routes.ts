import express, { type Router } from 'express';
import { recordKinds, type Control, type RecordKind, type Seed } from './control.js';
import type { FaultRequest } from './faults.js';
import { toInput } from './input.js';
import type { KeyApprovalRules } from './key-approval.js';
import type { LoadOptions } from './load-orders.js';
import type { PlaceOrderOptions } from './place-order.js';
import type { SavingPace } from './saving.js';
import type { ShopSettings } from './shop-settings.js';
import { noRoute } from './woo-error.js';

/** The control over HTTP, below `/_simulator`, without a key. */
export function createControlRouter(control: Control): Router {
  const router = express.Router();
  router.use(express.json({ limit: '30mb' }));
  addRecordRoutes(router, control);
  router.get('/counters', (_request, response) => void response.json(control.counters()));
  router.get('/journal', (_request, response) => void response.json(control.journal()));
  router.delete('/ledger', (_request, response) => {
    control.clearLedger();
    response.status(204).end();
  });
  router.get('/faults', (_request, response) => void response.json(control.faults()));
  router.post('/faults', (request, response) => {
    response.status(201).json(control.inject(toInput(request.body) as unknown as FaultRequest));
  });
  router.delete('/faults', (_request, response) => {
    control.clearFaults();
    response.status(204).end();
  });
  router.put('/latency', (request, response) => {
    control.setLatency(Number(toInput(request.body).latencyMs) || 0);
    response.status(204).end();
  });
  router.put('/clock', (request, response) => {
    control.setClock(Number(toInput(request.body).aheadMs) || 0);
    response.status(204).end();
  });
  router.put('/saving', (request, response) => {
    control.setSaving(toInput(request.body) as Partial<SavingPace>);
    response.status(204).end();
  });
  router.put('/key-approval', (request, response) => {
    control.setKeyApproval(toInput(request.body) as Partial<KeyApprovalRules>);
    response.status(204).end();
  });
  router.post('/held-keys', async (_request, response) => void response.json(await control.postHeldKeys()));
  router.get('/made-keys', (_request, response) => void response.json(control.madeKeys()));
  router.put('/settings', (request, response) => {
    response.json(control.configure(toInput(request.body) as Partial<ShopSettings>));
  });
  router.post('/reset', (request, response) => {
    control.reset(toInput(request.body).seed as Seed | undefined);
    response.status(204).end();
  });
  router.post('/load-orders', (request, response) => {
    const { days, options } = toInput(request.body) as { days?: string[]; options?: LoadOptions };
    response.status(201).json(control.loadOrders(days, options));
  });
  router.post('/place-order', (request, response) => {
    response.status(201).json(control.placeOrder(toInput(request.body) as PlaceOrderOptions));
  });
  return router;
}

function addRecordRoutes(router: Router, control: Control): void {
  router.get('/records/:kind', (request, response) => void response.json(control.list(kindOf(request.params.kind))));
  router.post('/records/:kind', (request, response) => {
    response.status(201).json(control.insert(kindOf(request.params.kind), toInput(request.body)));
  });
  router.patch('/records/:kind/:id', (request, response) => {
    const { kind, id } = request.params;
    const change = request.query.raw === undefined ? control.patch : control.overwrite;
    response.json(change(kindOf(kind), Number(id), toInput(request.body)));
  });
  router.delete('/records/:kind/:id', (request, response) => {
    control.remove(kindOf(request.params.kind), Number(request.params.id));
    response.status(204).end();
  });
}

function kindOf(name: string): RecordKind {
  const kind = recordKinds.find((each) => each === name);
  if (!kind) throw noRoute();
  return kind;
}
