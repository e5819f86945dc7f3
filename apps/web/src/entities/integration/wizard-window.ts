const windowName = 'koppel-wizard';
const channelName = 'koppel.wizard';
const CLOSE_GRACE_MS = 300;

/** Opens the wizard in a window of its own; false when the browser blocks it. */
export function openWizard(): boolean {
  const opened = window.open('/wizard/welcome', windowName, 'popup,width=1240,height=920');
  opened?.focus();
  return opened !== null;
}

/** Notifies other windows that an integration was set up. */
export function announceFinished(integrationId: string): void {
  const channel = new BroadcastChannel(channelName);
  channel.postMessage({ integrationId });
  channel.close();
}

/** Calls back when a wizard in another window is finished; returns the function that stops it. */
export function watchFinished(onFinished: (integrationId: string) => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = (event: MessageEvent<unknown>) => {
    const { integrationId } = Object(event.data) as { integrationId?: unknown };
    if (typeof integrationId === 'string') onFinished(integrationId);
  };
  return () => channel.close();
}

/** Closes the wizard's own window; `otherwise` runs where it is an ordinary tab or cannot be closed. */
export function leaveWizard(otherwise: () => void): void {
  if (window.name !== windowName) return otherwise();
  window.close();
  setTimeout(() => !window.closed && otherwise(), CLOSE_GRACE_MS);
}

export type BrowserKind = 'firefox' | 'safari' | 'edge' | 'chrome' | 'other';

/** The browser, as far as its pop-up setting differs. Edge's user agent contains Chrome, and Chrome's contains Safari. */
export function browserKind(userAgent: string): BrowserKind {
  if (/Firefox\//.test(userAgent)) return 'firefox';
  if (/Edg\//.test(userAgent)) return 'edge';
  if (/Chrom(e|ium)\//.test(userAgent)) return 'chrome';
  return /Safari\//.test(userAgent) ? 'safari' : 'other';
}
