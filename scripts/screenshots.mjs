import { requireNode } from './lib/node-version.mjs';

requireNode();

/** Pictures of every page at every width and in both themes, and a page that shows them beside one another. */
async function main() {
  const { spawnSync } = await import('node:child_process');
  const { mkdirSync, rmSync } = await import('node:fs');
  const { resolve } = await import('node:path');
  const { buildIfChanged } = await import('./lib/build.mjs');
  const { requireChromium } = await import('./lib/chromium.mjs');
  const { writeContactSheet } = await import('./lib/contact-sheet.mjs');
  const { repositoryRoot } = await import('./lib/paths.mjs');
  const { say } = await import('./lib/say.mjs');
  const folder = resolve(repositoryRoot, process.argv[2] ?? '.koppel/screenshots');
  await buildIfChanged(say);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const jest = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning', 'node_modules/jest/bin/jest.js'];
  const { status } = spawnSync(process.execPath, [...jest, '--selectProjects', 'e2e', '--', 'e2e/pages.spec.ts'], {
    cwd: repositoryRoot,
    stdio: 'inherit',
    env: { ...process.env, KOPPEL_SCREENSHOTS: folder, KOPPEL_CHROMIUM: requireChromium(say) },
  });
  say(`${writeContactSheet(folder)} pictures: ${folder}/index.html`);
  process.exitCode = status ?? 1;
}

// Imported only now: an old Node could not even parse what follows.
void import('./lib/bootstrap.mjs').then(({ bootstrap }) => bootstrap(main));
