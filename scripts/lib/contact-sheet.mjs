import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const style = `body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem; } section { display: flex; gap: 1rem; overflow-x: auto; }
figure { margin: 0; } img { height: 24rem; border: 1px solid #888; } figcaption { color: #555; }`;

/** Writes `index.html` beside the pictures, page by page; gives how many there are. */
export function writeContactSheet(folder) {
  const pictures = readdirSync(folder).filter((name) => name.endsWith('.png'));
  const byPage = new Map();
  for (const file of pictures.sort()) {
    const [, page, view] = /^\d+-(.+)-(\d+-(?:light|dark))\.png$/.exec(file) ?? [undefined, file, ''];
    byPage.set(page, [...(byPage.get(page) ?? []), { file, view }]);
  }
  const figure = ({ file, view }) =>
    `<figure><a href="${file}"><img src="${file}" alt="" loading="lazy"></a><figcaption>${view}</figcaption></figure>`;
  const sections = [...byPage].map(
    ([page, views]) => `<h2>${page}</h2><section>${views.map(figure).join('')}</section>`,
  );
  writeFileSync(
    join(folder, 'index.html'),
    `<!doctype html><html lang="en"><meta charset="utf-8"><title>Screenshots</title><style>${style}</style>${sections.join('\n')}</html>\n`,
  );
  return pictures.length;
}
