import express, { type Express } from 'express';
import { apiRouter } from './api/api.router.js';
import { decodePath } from './api/request-path.js';
import type { Control } from './control/control.js';
import { controlRouter } from './control/control.router.js';
import { faultMiddleware } from './control/fault.middleware.js';
import { oauthRouter } from './oauth/oauth.router.js';
import type { Log } from './options.js';
import { pagesRouter } from './pages/pages.router.js';
import type { SimulatorParts } from './parts.js';

export interface HttpOptions {
  log: Log;
  /** Called after each exchange or refresh of tokens. */
  onTokens: () => void;
}

/** The simulator's HTTP app: log-in, tokens, the API, the control and the pages for people. */
export function createHttpApp(parts: SimulatorParts, control: Control, { log, onTokens }: HttpOptions): Express {
  const { clock, faults, journal, grants, limits, settings, user, apps } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.get('/readyz', (_request, response) => void response.json({ status: 'ok' }));
  app.use('/_simulator', controlRouter(control));
  app.use('/api', (request, response, next) => {
    const path = `/api${request.path}`;
    journal.countRequest(request.method, decodePath(path));
    response.on('finish', () => log('request', { method: request.method, path, status: response.statusCode }));
    next();
  });
  app.use('/api', faultMiddleware(faults, clock.now));
  app.use('/api/oauth2/token', (_request, _response, next) => void setTimeout(next, settings.latencyMs));
  app.use(
    '/api/oauth2',
    oauthRouter({
      ...{ apps, user, grants, limits },
      consent: () => settings.consent,
      cutsOpener: () => settings.cutsOpener,
      onTokens: (kind) => {
        journal.countTokens(kind);
        onTokens();
      },
    }),
  );
  app.use(
    '/api/v1',
    apiRouter({
      ...{ ...parts, now: clock.now, latencyMs: () => settings.latencyMs },
      ...{ vatAmounts: () => settings.vatAmounts, deletions: () => settings.deletions },
      payments: () => settings.payments,
    }),
  );
  app.use('/', pagesRouter(parts));
  return app;
}
