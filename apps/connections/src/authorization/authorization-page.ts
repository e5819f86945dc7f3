import { escapeHtml } from '@koppel/service-kit';
import {
  reasonOfError,
  renderReason,
  type AppError,
  type ErrorCode,
  type Language,
  type Reason,
  type ReasonCatalogue,
} from '@koppel/contracts';
import { reason } from '../reasons.js';
import { pageTexts, type PageTitle } from './page-texts.js';

export type AuthorizationStatus = 'authorized' | 'denied' | 'failed';

export interface AuthorizationPage {
  title: PageTitle;
  /** What happened, what it means and what to do. */
  message: readonly Reason[];
  /** Error code, for support. */
  code?: string;
  /** Told to the window that opened this one; absent when it is not known what it is about. */
  result?: { connectionId: string; status: AuthorizationStatus };
  /** Where to go back to; a path of this site. */
  returnPath: string;
  /** Whether somebody asked for that path; then the page goes there by itself once all is well. */
  isReturnAsked: boolean;
  /** Still waits for something: it is loaded again every few seconds. */
  isWaiting?: boolean;
}

/** Where people go back to when nothing else is known. */
export const startPath = '/';

const titles: Partial<Record<ErrorCode, PageTitle>> = {
  'request.unauthenticated': 'signIn',
  'request.forbidden': 'role',
  'request.invalid': 'invalid',
  'application.not_found': 'unknownApplication',
  'connection.not_found': 'unknownConnection',
  'connection.application_down': 'down',
  'authorization.state_invalid': 'unfinished',
  'authorization.denied': 'denied',
  'authorization.refused': 'refused',
};

const statuses: Partial<Record<ErrorCode, number>> = {
  'request.unauthenticated': 401,
  'request.forbidden': 403,
  'request.invalid': 400,
  'application.not_found': 404,
  'connection.not_found': 404,
  'connection.application_down': 502,
  'authorization.state_invalid': 400,
  'authorization.denied': 403,
  'authorization.refused': 400,
};

export function statusOf(code: ErrorCode): number {
  return statuses[code] ?? 500;
}

/** What to do, where the reason of the error does not say it. */
export function adviceOf({ code }: AppError): Reason[] {
  return code === 'connection.application_down' ? [reason('connections.authorize_again')] : [];
}

export function failurePage(
  error: AppError,
  known: { connectionId?: string; returnPath?: string; isReturnAsked?: boolean } = {},
): AuthorizationPage {
  const { code } = error;
  const { connectionId, returnPath = startPath, isReturnAsked = false } = known;
  const status = code === 'authorization.denied' ? 'denied' : 'failed';
  return {
    title: titles[code] ?? 'failed',
    message: [reasonOfError(error), ...adviceOf(error)],
    code,
    result: connectionId === undefined ? undefined : { connectionId, status },
    returnPath,
    isReturnAsked,
  };
}

/** The small page at the end of the dance. Carries a status, never a token. */
export function renderPage(
  page: AuthorizationPage,
  options: { language: Language; origin: string; nonce: string; catalogue: ReasonCatalogue },
): string {
  const { language, origin, nonce, catalogue } = options;
  const say = (said: Reason) => escapeHtml(renderReason(said, catalogue, language));
  const { message, code, result, returnPath, isReturnAsked, isWaiting = false } = page;
  const texts = pageTexts[language];
  const title = escapeHtml(texts.titles[page.title]);
  const told = result && { type: 'koppel.authorization', ...result };
  const data = { origin, message: told, goTo: isReturnAsked ? returnPath : undefined };
  const codeLine = code ? `<p class="code">${texts.code}: <code>${escapeHtml(code)}</code></p>` : '';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${isWaiting ? '<meta http-equiv="refresh" content="2">' : ''}
<title>${title} - Koppel</title>
<style nonce="${nonce}">${style}</style>
</head>
<body data-page="${escapeHtml(JSON.stringify(data))}">
<main>
<h1>${title}</h1>
<p>${message.map(say).join(' ')}</p>
${codeLine}
<p><a href="${escapeHtml(returnPath)}">${texts.back}</a></p>
</main>
<script nonce="${nonce}">${script}</script>
</body>
</html>`;
}

/** Everything is refused but this page's own style and script. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src 'nonce-${nonce}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

const style = `
body{font:16px/1.5 system-ui,sans-serif;margin:0;background:#f6f7f9;color:#1b1f24}
main{max-width:34rem;margin:12vh auto;padding:2rem;background:#fff;border:1px solid #d9dee5;border-radius:8px}
h1{font-size:1.35rem;margin:0 0 .75rem}.code{color:#57606a;font-size:.875rem}a{color:#0b57d0}
@media(prefers-color-scheme:dark){body{background:#14171a;color:#e6e8eb}main{background:#1c2024;border-color:#343a41}a{color:#8ab4f8}.code{color:#9aa4ae}}`;

/** A provider's own opener policy may have cut the opener, so the channel tells it too; failures stay open to be read. */
const script = `
const page = JSON.parse(document.body.dataset.page);
if (page.message) {
  if (window.opener) window.opener.postMessage(page.message, page.origin);
  const channel = new BroadcastChannel('koppel.authorization');
  channel.postMessage(page.message);
  if (page.message.status === 'authorized') {
    setTimeout(() => window.close(), 150);
    if (page.goTo) setTimeout(() => location.replace(page.goTo), 900);
  }
}`;
