import express, { type Express } from 'express';
import { join } from 'node:path';

/** Serves the built web app; every path that is no file is a page of it. */
export function serveWebApp(server: Express, folder: string | undefined): void {
  if (!folder) return;
  server.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  server.use(express.static(folder, { index: false, maxAge: '5m' }));
  server.get('/{*path}', (request, response, next) => {
    if (/^\/(api|readyz|livez|metrics)(\/|$)/.test(request.path) || !request.accepts('html')) return next();
    response.set('Cache-Control', 'no-cache').sendFile('index.html', { root: folder });
  });
}
