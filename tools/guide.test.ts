import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { repositoryRoot } from './state.ts';

// The guide for users is written in two languages: both say the same, with the names that stand on the screen.

const read = (path: string) => readFileSync(join(repositoryRoot, path), 'utf8');
const guides = { en: read('docs/user-guide.md'), nl: read('docs/user-guide.nl.md') };

/** Texts of the packages that both languages stand in one file of. */
const bothLanguages = ['orders-from', 'shop-products', 'taken-from'].map(
  (name) => `packages/connector-sdk/src/${name}.ts`,
);
const sources = globSync('{apps/web,apps/catalog,packages/connectors/*,packages/connector-sdk}/src/**/*.ts', {
  cwd: repositoryRoot,
}).filter((path) => !path.endsWith('.spec.ts'));
const isDutch = (path: string) => path.endsWith('nl.ts');

function screenTexts(language: keyof typeof guides): string {
  const paths = sources.filter((path) => bothLanguages.includes(path) || isDutch(path) === (language === 'nl'));
  return paths.map(read).join('\n');
}

/** What a guide is made of: headings by depth, items of lists, rows of tables by their cells, and paragraphs. */
function shapeOf(guide: string): string[] {
  const lines = guide.replaceAll(/^( *)```.*?^\1```$/gms, '$1code').split('\n');
  return lines.flatMap((line, index) => {
    const depth = /^(#+) /.exec(line)?.[1];
    if (depth) return [depth];
    if (/^ *(?:-|\d+\.) /.test(line)) return ['item'];
    if (/^ *\|/.test(line)) return [`row of ${line.split('|').length - 2}`];
    return line !== '' && lines[index - 1] === '' ? ['paragraph'] : [];
  });
}

/** What is in italics, and so is the name of something on the screen. */
function namesIn(guide: string): string[] {
  const prose = guide.replaceAll(/`[^`]*`/g, '').replaceAll(/\s+/g, ' ');
  return [...prose.matchAll(/(?<![\w_])_([^_]+)_(?![\w_])/g)].map(([, name]) => name ?? '');
}

test('both guides have the same headings, paragraphs, lists and tables', () => {
  assert.deepEqual(shapeOf(guides.nl), shapeOf(guides.en));
});

test('both manuals of an application have the same headings, paragraphs, lists and tables', () => {
  const manuals = globSync('packages/connectors/*/manual.md', { cwd: repositoryRoot });
  assert.notEqual(manuals.length, 0);
  for (const path of manuals) assert.deepEqual(shapeOf(read(path.replace(/md$/, 'nl.md'))), shapeOf(read(path)), path);
});

test('each guide links to the other', () => {
  const linkOf = (guide: string) => guide.split('\n')[2];
  assert.equal(linkOf(guides.en), '[Nederlands](user-guide.nl.md)');
  assert.equal(linkOf(guides.nl), '[English](user-guide.md)');
});

for (const language of ['en', 'nl'] as const)
  test(`names in italics stand on the screen: ${language}`, () => {
    const texts = screenTexts(language);
    const isOnScreen = (name: string) => ["'", '"', '`'].some((quote) => texts.includes(`${quote}${name}${quote}`));
    const names = namesIn(guides[language]);
    assert.ok(names.length > 80, `${names.length} names`);
    assert.deepEqual(
      names.filter((name) => !isOnScreen(name)),
      [],
    );
  });
