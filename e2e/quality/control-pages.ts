import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { repositoryRoot } from '../../tools/state.ts';

/** A static page that loads what the app loads and runs none of it, and one with a long static list. */
export const controlPages = { load: '/control.html', list: '/control-list.html' } as const;

/**
 * A copy of the built web app with the control pages beside it, for the gateway to serve: what a measure of the app is divided by comes
 * from the same server, the same browser and the same minutes.
 *
 * @returns the folder
 */
export function webDistWithControlPages(): string {
  const folder = mkdtempSync(join(tmpdir(), 'koppel-quality-'));
  cpSync(join(repositoryRoot, 'apps/web/dist'), folder, { recursive: true });
  const index = readFileSync(join(folder, 'index.html'), 'utf8');
  const scripts = [...index.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path = '']) => path);
  const styles = [...index.matchAll(/href="(\/assets\/[^"]+\.css)"/g)].map(([, path = '']) => path);
  if (scripts.length === 0) throw new Error('index.html names no script');
  const head = [
    ...[...new Set(scripts)].map((path) => `<link rel="modulepreload" href="${path}">`),
    ...[...new Set(styles)].map((path) => `<link rel="stylesheet" href="${path}">`),
  ].join('');
  writeFileSync(join(folder, controlPages.load), pageOf(head, rows(30)));
  writeFileSync(join(folder, controlPages.list), pageOf(head, rows(3_000)));
  return folder;
}

function rows(count: number): string {
  return Array.from({ length: count }, (_, index) => `<li>Article number ${index}<span>created</span></li>`).join('');
}

function pageOf(head: string, items: string): string {
  return (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Control</title>' +
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<meta name="description" content="What the app's pages are compared with.">${head}</head>` +
    `<body><main><h1>Control</h1><ul>${items}</ul></main></body></html>\n`
  );
}
