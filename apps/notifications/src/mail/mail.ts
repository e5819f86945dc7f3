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
export function renderMail({ subject, paragraphs, action }: Mail, language: Language): RenderedMail {
  const render = (reason: Reason) => renderReason(reason, catalogue, language);
  const texts = paragraphs.map(render);
  const button = action && { label: render(action.label), url: action.url };
  return {
    // A line break would begin another header.
    subject: render(subject).replaceAll(/\s+/g, ' '),
    text: [...texts, ...(button ? [`${button.label}:\n${button.url}`] : []), closing[language]].join('\n\n') + '\n',
    html: htmlOf({ language, texts, button }),
  };
}

function htmlOf(mail: {
  language: Language;
  texts: readonly string[];
  button: { label: string; url: string } | undefined;
}): string {
  const { language, texts, button } = mail;
  const style = 'font:16px/1.5 system-ui,sans-serif;color:#1b1f24;max-width:36rem;margin:0 auto;padding:24px';
  const link =
    'display:inline-block;padding:12px 20px;border-radius:6px;background:#1f5fbf;color:#fff;text-decoration:none';
  const rows = texts.map((text) => `<p>${escapeHtml(text)}</p>`);
  if (button) {
    const url = escapeHtml(button.url);
    rows.push(`<p><a href="${url}" style="${link}">${escapeHtml(button.label)}</a></p>`);
    rows.push(`<p style="font-size:13px;color:#57606a;word-break:break-all">${url}</p>`);
  }
  rows.push(`<p style="font-size:13px;color:#57606a">${escapeHtml(closing[language])}</p>`);
  return `<!doctype html><html lang="${language}"><body><div style="${style}">${rows.join('')}</div></body></html>`;
}
