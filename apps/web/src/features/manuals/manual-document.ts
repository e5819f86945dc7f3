import { renderMarkdown } from '../../entities/application/markdown.js';

/** A section of a manual with an anchor. */
export interface Section {
  id: string;
  title: string;
  level: 2 | 3;
}

/** A manual as HTML with an anchor for every heading, and its table of contents. */
export interface ManualDocument {
  html: string;
  sections: Section[];
}

export interface ManualLabels {
  copy: string;
  linkTo: (title: string) => string;
}

/** Makes a page of a manual's Markdown; `origin` replaces `<your Koppel address>`. */
export function manualDocument(markdown: string, options: { origin: string; labels: ManualLabels }): ManualDocument {
  const { origin, labels } = options;
  const sections: Section[] = [];
  const html = renderMarkdown(markdown)
    // The page's own heading names the application already.
    .replace(/^\s*<h1[^>]*>.*?<\/h1>/s, '')
    .replace(/&lt;[^&]{1,60}&gt;(?=\/oauth\/callback\/)/g, escape(origin))
    .replace(/<h([23])[^>]*>(.*?)<\/h\1>/gs, (_, level: string, inner: string) => {
      const title = textOf(inner);
      const section: Section = { id: unusedId(slugOf(title), sections), title, level: level === '2' ? 2 : 3 };
      sections.push(section);
      const link = `<a class="koppel-anchor" href="#${section.id}" aria-label="${escape(labels.linkTo(title))}">#</a>`;
      return `<h${level} id="${section.id}">${inner}${link}</h${level}>`;
    })
    // A table that is too wide scrolls, and must be reachable by keyboard then.
    .replaceAll('<table>', '<table tabindex="0">')
    .replace(
      /<pre[^>]*>(.*?)<\/pre>/gs,
      (_, code: string) =>
        `<div class="koppel-code"><pre tabindex="0">${code}</pre><button type="button" data-copy>${escape(labels.copy)}</button></div>`,
    );
  return { html, sections };
}

function slugOf(title: string): string {
  const slug = title
    .normalize('NFD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return slug || 'section';
}

function unusedId(slug: string, sections: Section[]): string {
  const isTaken = (id: string) => sections.some((section) => section.id === id);
  let id = slug;
  for (let count = 2; isTaken(id); count += 1) id = `${slug}-${count}`;
  return id;
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };

function textOf(html: string): string {
  return html.replaceAll(/<[^>]*>/g, '').replaceAll(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity);
}

function escape(text: string): string {
  const found = new Map(Object.entries(entities).map(([entity, sign]) => [sign, entity]));
  return text.replaceAll(/[&<>"']/g, (sign) => found.get(sign) ?? sign);
}
