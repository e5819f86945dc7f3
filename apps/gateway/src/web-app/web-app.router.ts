import express, { type Express, type Request, type RequestHandler } from 'express';
import { extname, join, resolve } from 'node:path';
import { allowScripts } from '../security-headers.js';
import { PackedFiles, type Encoding } from './packed-files.js';

const forever = 'public, max-age=31536000, immutable';
const minutes = 'public, max-age=300';
const askFirst = 'no-cache';

/** Serves the built web app; every path that is no file is a page of it. */
export function serveWebApp(server: Express, folder: string | undefined): void {
  if (!folder) return;
  const files = new PackedFiles(resolve(folder));
  // What fails here fails again, and is told, when the file is asked for.
  void files.packAll().catch(() => undefined);
  server.use(sendPacked(files));
  server.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }));
  server.use(express.static(folder, { index: false, maxAge: '5m' }));
  const sendPage = sendPacked(files, '/index.html');
  server.get('/{*path}', (request, response, next) => {
    if (/^\/(api|readyz|livez|metrics)(\/|$)/.test(request.path) || !request.accepts('html')) return next();
    return sendPage(request, response, next);
  });
}

/** Sends the file at the request's path, or always the same one. */
function sendPacked(files: PackedFiles, fixedPath?: string): RequestHandler {
  return async (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') return next();
    const path = fixedPath ?? decodedPath(request);
    const file = await files.find(path);
    if (!file) return next();
    const encoding = file.isWorthPacking ? encodingFor(request) : 'identity';
    response
      .type(extname(path))
      .vary('Accept-Encoding')
      .set('Cache-Control', cachingOf(path))
      .set('ETag', `"${file.hash}-${encoding}"`);
    allowScripts(response, file.scriptHashes);
    if (encoding !== 'identity') response.set('Content-Encoding', encoding);
    response.send(await file.body(encoding));
  };
}

function decodedPath({ path }: Request): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}

function encodingFor(request: Request): Encoding {
  if (request.acceptsEncodings('br')) return 'br';
  return request.acceptsEncodings('gzip') ? 'gzip' : 'identity';
}

/** The names below `/assets` change with their content. */
function cachingOf(path: string): string {
  if (path.startsWith('/assets/')) return forever;
  return path.endsWith('.html') ? askFirst : minutes;
}
