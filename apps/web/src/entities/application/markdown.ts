import { Marked } from 'marked';

const escapes: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => escapes[sign] ?? sign);
}

/** Allowed link targets; anything that could execute code is not a link. */
function isSafe(href: string): boolean {
  return /^(https?:|mailto:|\/(?!\/)|#)/i.test(href);
}

const LAST_LEVEL = 6;

const markdown = new Marked({
  gfm: true,
  renderer: {
    html: ({ text }) => escape(text),
    image: ({ text }) => escape(text),
    // What may scroll sideways must be reachable by keyboard.
    code: ({ text }) => `<pre tabindex="0"><code>${escape(text)}\n</code></pre>\n`,
    link({ href, tokens }) {
      const inner = this.parser.parseInline(tokens);
      if (!isSafe(href)) return inner;
      const target = /^https?:/i.test(href) ? ' target="_blank" rel="noopener noreferrer"' : '';
      return `<a href="${escape(href)}"${target}>${inner}</a>`;
    },
  },
});

/** Markdown as HTML; HTML inside it is shown as text. Its headings of level 2 become those of `level`, the others follow. */
export function renderMarkdown(text: string, level = 2): string {
  const tokens = markdown.lexer(text);
  for (const token of tokens) {
    if (token.type === 'heading') token.depth = Math.min(LAST_LEVEL, token.depth + level - 2);
  }
  return markdown.parser(tokens);
}
