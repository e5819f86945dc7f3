import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildIfChanged } from './build.ts';
import { requireChromium } from './programs.ts';
import { repositoryRoot } from './state.ts';
import { log } from './terminal.ts';
import { jestProgram } from './test.ts';

const style = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; } section { display: flex; gap: 1rem; overflow-x: auto; }
figure { margin: 0; } img { height: 24rem; border: 1px solid #888; } figcaption { color: #555; }`;

/** Writes `index.html` beside the pictures, page by page; returns how many there are. */
function writeContactSheet(folder: string): number {
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));
  const figuresByPage = new Map<string, string[]>();
  for (const file of pictures.sort()) {
    const [, page = file, view = ''] = /^\d+-(.+)-(\d+-(?:light|dark))\.png$/.exec(file) ?? [];
    const figure = `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${view}</figcaption></figure>`;
    figuresByPage.set(page, [...(figuresByPage.get(page) ?? []), figure]);
  }
  const sections = [...figuresByPage].map(
    ([page, figures]) => `<h2>${page}</h2><section>${figures.join('')}</section>`,
  );
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>${sections.join('\n')}</html>\n`,
  );
  return pictures.length;
}

/** `npm run screenshots`: pictures of every page at every width and in both themes, and a page that shows them side by side. */
export async function main([target = '.koppel/screenshots']: readonly string[]): Promise<void> {
  const folder = resolve(repositoryRoot, target);
  await buildIfChanged(log);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const args = [...jestProgram, '--selectProjects', 'e2e', '--', 'e2e/pages.spec.ts'];
  const { status } = spawnSync(process.execPath, args, {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, KOPPEL_SCREENSHOTS: folder, KOPPEL_CHROMIUM: requireChromium(log) },
  });
  log(`${writeContactSheet(folder)} pictures: ${folder}/index.html`);
  process.exitCode = status ?? 1;
}
