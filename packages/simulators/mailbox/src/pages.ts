import type { ReceivedMail } from './mailbox.js';

/** The list of mails, as HTML. */
export function listPage(mails: readonly ReceivedMail[]): string {
  const rows = mails.map(
    ({ id, subject, to, receivedAt }) =>
      `<li><a href="/mails/${id}">${escape(subject)}</a><br><small>${escape(to.join(', '))} · <time>${receivedAt}</time></small></li>`,
  );
  const list = rows.length > 0 ? `<ul>${rows.join('')}</ul>` : '<p>No mail has arrived yet.</p>';
  return page(
    'Mailbox',
    `<h1>Mailbox</h1><p>Every mail that Koppel sends on this machine stands here. None leaves it.</p>${list}`,
  );
}

/** One mail: its own HTML in a frame that runs no scripts, and its plain text. */
export function mailPage({ subject, from, to, receivedAt, html, text }: ReceivedMail): string {
  return page(
    subject,
    `<p><a href="/">All mails</a></p><h1>${escape(subject)}</h1>
    <p><small>${escape(from)} → ${escape(to.join(', '))} · <time>${receivedAt}</time></small></p>
    <iframe sandbox="allow-popups allow-popups-to-escape-sandbox" title="The mail" srcdoc="${escape(html)}"></iframe>
    <h2>As plain text</h2><pre>${escape(text)}</pre>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
  <title>${escape(title)}</title><style>
  body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
  iframe{width:100%;height:28rem;border:1px solid #c9d1d9}pre{white-space:pre-wrap;background:#f6f8fa;padding:1rem}
  li{margin:.6rem 0}small{color:#57606a}</style></head><body>${body}</body></html>`;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => entities[character] ?? character);
}
