import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
  type Request,
  type Response,
} from 'playwright-core';

/** A person's browser, with an account of everything that went wrong in any of its windows. */
export interface TestBrowser {
  context: BrowserContext;
  /** Console errors, page errors and failed requests, in order. */
  errors: string[];
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

/** Starts Chromium without a window. */
export function launchChromium(debuggingPort?: number): Promise<Browser> {
  const executablePath = process.env.KOPPEL_CHROMIUM ?? '/usr/bin/chromium';
  const args = debuggingPort ? [...flags, `--remote-debugging-port=${debuggingPort}`] : flags;
  return chromium.launch({ executablePath, headless: true, args });
}

/**
 * A new profile, which shares nothing with others: a machine of its own.
 *
 * @param chromium to open it in, which outlives it; one of its own by default
 */
export async function openBrowser(options: BrowserOptions = {}, chromium?: Browser): Promise<TestBrowser> {
  const { blocksWindows, debuggingPort, ...ofContext } = options;
  const browser = chromium ?? (await launchChromium(debuggingPort));
  const defaults = { viewport: { width: 1280, height: 900 }, locale: 'en-GB', timezoneId: 'Europe/Amsterdam' };
  const context = await browser.newContext({ ...defaults, ...ofContext });
  context.setDefaultTimeout(60_000);
  if (blocksWindows) await context.addInitScript(blockWindows);
  const folder = process.env.KOPPEL_SCREENSHOTS;
  if (folder) mkdirSync(folder, { recursive: true });
  let pictures = 0;
  return {
    context,
    errors: collectErrors(context),
    async photograph(page, name) {
      if (!folder) return;
      pictures += 1;
      const path = join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`);
      await page.screenshot({ path, fullPage: true, animations: 'disabled' });
    },
    close: () => (chromium ? context.close() : browser.close()),
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

function collectErrors(context: BrowserContext): string[] {
  const errors: string[] = [];
  context.on('console', (message) => {
    // Failed answers are noted below, with their status.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  context.on('weberror', (error) => errors.push(`page: ${error.error().stack}`));
  context.on('requestfailed', (request) => {
    if (!isGivenUp(request)) errors.push(`${request.method()} ${request.url()}: ${request.failure()?.errorText}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400 && !isAnonymous(response))
      errors.push(`${response.request().method()} ${response.url()}: ${response.status()}`);
  });
  return errors;
}

/** Waits until something is visible; otherwise the error says what the page shows instead. */
export async function waitUntilVisible(page: Page, target: Locator): Promise<void> {
  try {
    await target.first().waitFor();
  } catch (error: unknown) {
    const shown = await page.locator('body').innerText();
    const { pathname } = new URL(page.url());
    throw new Error(`${target.toString()} does not appear on ${pathname}, which shows:\n${shown.slice(0, 2_500)}`, {
      cause: error,
    });
  }
}

/** Waits until a page has its heading, loads nothing, and has not changed for a moment. */
export async function waitUntilStable(page: Page, { quietMs = 300 } = {}): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.evaluate(async (quiet) => {
    await document.fonts.ready;
    const startedAt = performance.now();
    let changedAt = startedAt;
    const observer = new MutationObserver(() => (changedAt = performance.now()));
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    const isLoading = () => document.querySelector('.animate-spin, [aria-busy="true"]') !== null;
    while (performance.now() - startedAt < 30_000) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!isLoading() && performance.now() - changedAt > quiet) break;
    }
    observer.disconnect();
  }, quietMs);
}
