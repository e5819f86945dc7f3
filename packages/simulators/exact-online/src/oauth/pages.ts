/** Escapes text for HTML, attributes included. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

const style = `
  :root { color-scheme: light; font: 16px/1.5 system-ui, sans-serif; color: #1c2733; background: #eef1f4; }
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; }
  main { background: #fff; padding: 2rem; width: min(24rem, 90vw); border-radius: 8px; box-shadow: 0 2px 12px #0002; }
  h1 { font-size: 1.25rem; margin: 0 0 1rem; } label { display: block; margin: 0.75rem 0 0.25rem; font-weight: 600; }
  input { width: 100%; box-sizing: border-box; padding: 0.5rem; font: inherit; border: 1px solid #8795a5; border-radius: 4px; }
  button { font: inherit; padding: 0.5rem 1.25rem; margin: 1rem 0.5rem 0 0; border-radius: 4px; border: 1px solid #0b5cad; cursor: pointer; }
  .primary { background: #0b5cad; color: #fff; } .plain { background: #fff; color: #0b5cad; }
  [role=alert] { color: #a40000; } small { color: #5a6877; }
`;

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><link rel="icon" href="data:,">
<title>${escapeHtml(title)}</title><style>${style}</style></head><body><main><h1>${escapeHtml(title)}</h1>${body}
<p><small>This is a simulator, not Exact Online.</small></p></main></body></html>`;
}

function hiddenFields(parameters: URLSearchParams): string {
  return [...parameters]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join('');
}

export function loginPage(parameters: URLSearchParams, problem?: string): string {
  const alert = problem ? `<p role="alert" id="problem">${escapeHtml(problem)}</p>` : '';
  return page(
    'Log in to Exact Online',
    `${alert}<form method="post" action="/api/oauth2/auth/login" id="login">${hiddenFields(parameters)}
<label for="username">E-mail address</label><input id="username" name="username" type="email" autocomplete="username" required autofocus>
<label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button class="primary" id="login-button" type="submit">Log in</button></form>`,
  );
}

export function consentPage(parameters: URLSearchParams, clientId: string): string {
  return page(
    'Allow access?',
    `<p>The app <strong>${escapeHtml(clientId)}</strong> asks for access to your companies in Exact Online.</p>
<form method="post" action="/api/oauth2/auth/consent" id="consent">${hiddenFields(parameters)}
<button class="primary" id="allow" type="submit" name="decision" value="allow">Allow</button>
<button class="plain" id="deny" type="submit" name="decision" value="deny">Deny</button></form>`,
  );
}

export function problemPage(problem: string): string {
  return page('This request can’t be authorized', `<p role="alert" id="problem">${escapeHtml(problem)}</p>`);
}
