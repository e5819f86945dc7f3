import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type BrowserContext,
  type BrowserContextOptions,
  type Page,
  type Request,
  type Response,
} from 'playwright-core';

/** A person's browser, with an account of everything that went wrong in any of its windows. */
export interface TestBrowser {
  context: BrowserContext;
  /** Console errors, page errors and failed requests, in order. */
  troubles: string[];
  /** Saves a picture of the page below `KOPPEL_SCREENSHOTS`, when that is set. */
  photograph(page: Page, name: string): Promise<void>;
  close(): Promise<void>;
}

export interface BrowserOptions extends Pick<
  BrowserContextOptions,
  'locale' | 'colorScheme' | 'viewport' | 'storageState' | 'timezoneId'
> {
  /** Every window that a page opens is blocked. */
  blocksWindows?: boolean;
  /** Where tools of Chromium itself can reach it. */
  debuggingPort?: number;
}

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--disable-background-networking'],
  ...['--disable-component-update', '--disable-sync', '--no-first-run'],
];

/** Starts Chromium without a window, with a new profile: a machine of its own. */
export async function openBrowser(options: BrowserOptions = {}): Promise<TestBrowser> {
  const { blocksWindows, debuggingPort, ...ofContext } = options;
  const executablePath = process.env.KOPPEL_CHROMIUM ?? '/usr/bin/chromium';
  const args = debuggingPort ? [...flags, `--remote-debugging-port=${debuggingPort}`] : flags;
  const browser = await chromium.launch({ executablePath, headless: true, args });
  const defaults = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' };
  const context = await browser.newContext({ ...defaults, ...ofContext });
  context.setDefaultTimeout(20_000);
  if (blocksWindows) await context.addInitScript(blockWindows);
  const folder = process.env.KOPPEL_SCREENSHOTS;
  if (folder) mkdirSync(folder, { recursive: true });
  let pictures = 0;
  return {
    context,
    troubles: collectTroubles(context),
    async photograph(page, name) {
      if (!folder) return;
      pictures += 1;
      const path = join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    },
    close: () => browser.close(),
  };
}

/**
 * What a page sees of a pop-up blocker. Chromium blocks no window that a click opens, whatever its settings say, so the
 * answer of a browser that does is given in its place.
 */
function blockWindows(): void {
  window.open = () => null;
}

/** A request that a page gives up because it closes or moves on is no failure. */
function isGivenUp(request: Request): boolean {
  return request.failure()?.errorText === 'net::ERR_ABORTED';
}

/** Whoever is not signed in yet is told so by 401: the page asks this once and shows the sign-in form. */
function isAnonymous(response: Response): boolean {
  return response.status() === 401 && new URL(response.url()).pathname === '/api/v1/session';
}

function collectTroubles(context: BrowserContext): string[] {
  const troubles: string[] = [];
  context.on('console', (message) => {
    // Failed answers are noted below, with their status.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer)
      troubles.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => troubles.push(`page: ${error.error().stack}`));
  context.on('requestfailed', (request) => {
    if (!isGivenUp(request)) troubles.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !isAnonymous(response))
      troubles.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
  return troubles;
}
