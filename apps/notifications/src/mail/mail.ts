import {
  contractReasons,
  mergeCatalogues,
  renderReason,
  type Language,
  type Mail,
  type Reason,
} from '@koppel/contracts';
import { escapeHtml } from '@koppel/service-kit';

const catalogue = mergeCatalogues(contractReasons);

/** A mail as it is sent. */
export interface RenderedMail {
  subject: string;
  text: string;
  html: string;
}

const closing: Readonly<Record<Language, string>> = {
  en: 'Sent by Koppel. This address does not take answers.',
  nl: 'Verstuurd door Koppel. Dit adres ontvangt geen antwoorden.',
};

/** Renders a mail as plain text and as HTML that says the same. */
export function renderMail({ subject, paragraphs, sections = [], action }: Mail, language: Language): RenderedMail {
  const render = (reason: Reason) => renderReason(reason, catalogue, language);
  const linkOf = ({ label, url }: NonNullable<Mail['action']>) => ({ label: render(label), url });
  const texts = paragraphs.map(render);
  const parts = sections.map(({ text, action: link }) => ({ text: render(text), ...linkOf(link) }));
  const button = action && linkOf(action);
  return {
    // A line break would begin another header.
    subject: render(subject).replaceAll(/\s+/g, ' '),
    text: [...linesOf({ texts, parts, button }), closing[language]].join('\n\n') + '\n',
    html: htmlOf({ language, texts, parts, button }),
  };
}

interface Link {
  label: string;
  url: string;
}

interface MailBody {
  texts: readonly string[];
  parts: readonly (Link & { text: string })[];
  button: Link | undefined;
}

function linesOf({ texts, parts, button }: MailBody): string[] {
  const line = ({ label, url }: Link) => `${label}:\n${url}`;
  return [...texts, ...parts.map((part) => `${part.text}\n${line(part)}`), ...(button ? [line(button)] : [])];
}

function htmlOf({ language, texts, parts, button }: MailBody & { language: Language }): string {
  const style = 'font:16px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:36rem;margin:0 auto;padding:24px';
  const link =
    'display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5fbf;color:#fff;text-decoration:none';
  const rows = texts.map((text) => `<p>${escapeHtml(text)}</p>`);
  for (const { text, label, url } of parts) {
    rows.push(`<p>${escapeHtml(text)}<br><a href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>`);
  }
  if (button) {
    const url = escapeHtml(button.url);
    rows.push(`<p><a href="${url}" style="${link}">${escapeHtml(button.label)}</a></p>`);
    rows.push(`<p style="font-size:13px;color:#57606a;word-break:break-all">${url}</p>`);
  }
  rows.push(`<p style="font-size:13px;color:#57606a">${escapeHtml(closing[language])}</p>`);
  return `<!doctype html><html lang="${language}"><body><div style="${style}">${rows.join('')}</div></body></html>`;
}
