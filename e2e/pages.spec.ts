import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { launchChromium, openBrowser, type BrowserOptions, type TestBrowser } from './lib/browser.js';
import { makeDemo } from './lib/demo.js';
import { findPageFacts, pages, type PageFacts } from './lib/pages.js';
import { byMouse } from './lib/person.js';
import { startLightSystem, type SandboxSystem } from './lib/sandbox-system.js';
import { waitUntilStable } from './lib/browser.js';
import { signIn } from './lib/wizard-steps.js';

const widths = [360, 768, 1440];
/** Each theme and each layout is checked once: what differs by theme are the colors, by width the components. */
const views = [
  { width: 360, colorScheme: 'light', isForAxe: true },
  { width: 768, colorScheme: 'light', isForAxe: false },
  { width: 1440, colorScheme: 'dark', isForAxe: true },
] as const;

interface Window {
  browser: TestBrowser;
  page: Page;
}

async function openWindow(opening: Promise<TestBrowser>): Promise<Window> {
  const browser = await opening;
  return { browser, page: await browser.context.newPage() };
}

describe('every page', () => {
  let system: SandboxSystem;
  let owner: Window;
  let guest: Window;
  let dutchOwner: Window;
  let dutchGuest: Window;
  let chromium: Browser;
  let facts: PageFacts;

  beforeAll(async () => {
    system = await startLightSystem();
    chromium = await launchChromium();
    const open = (options?: BrowserOptions) => openWindow(openBrowser(options, chromium));
    const inDutch = { locale: 'nl-NL' };
    [owner, guest, dutchOwner, dutchGuest] = await Promise.all([open(), open(), open(inDutch), open(inDutch)]);
    facts = await findPageFacts(system.client, await makeDemo(system));
    await signIn(byMouse(owner.page), system);
    await dutchOwner.browser.context.addCookies(await owner.browser.context.cookies());
    for (const { page } of [guest, dutchOwner, dutchGuest]) await page.goto(system.url);
    for (const { page } of [owner, guest, dutchOwner, dutchGuest]) await waitUntilStable(page);
  });

  afterAll(async () => {
    await chromium?.close();
    await system?.stop();
  });

  const visited = new Set<string>();

  it.each(pages)(
    'has nothing that axe objects to, fits every width, in Dutch too, and leaves no error: $name',
    async ({ name, path, isSignedOut }) => {
      const [window, dutch] = isSignedOut ? [guest, dutchGuest] : [owner, dutchOwner];
      const errorsBefore = [window, dutch].map(({ browser }) => browser.errors.length);
      await Promise.all([window, dutch].map(({ page }) => navigate(page, path(facts))));
      const findings = new Findings();
      const { page } = window;
      for (const { width, colorScheme, isForAxe } of views) {
        await page.emulateMedia({ colorScheme });
        await resize(page, width);
        const where = `${colorScheme} ${width} px`;
        findings.add(where, await overflowOf(page));
        if (isForAxe) findings.add(where, await violationsOf(page));
        await window.browser.photograph(page, `${name}-${width}-${colorScheme}`);
      }
      for (const width of widths) {
        await resize(dutch.page, width);
        findings.add(`Dutch ${width} px`, await overflowOf(dutch.page));
        await dutch.browser.photograph(dutch.page, `nl-${name}-${width}`);
      }
      expect(await dutch.page.locator('html').getAttribute('lang')).toBe('nl');
      visited.add(await page.evaluate(currentRoute));
      expect(findings.list()).toEqual([]);
      expect([window, dutch].map(({ browser }, index) => browser.errors.slice(errorsBefore[index]))).toEqual([[], []]);
    },
  );

  it('is in the list of pages', async () => {
    const routes = await owner.page.evaluate(allRoutes);
    expect(routes.length).toBeGreaterThan(10);
    expect(routes.filter((route) => !visited.has(route))).toEqual([]);
  });
});

// What follows runs in the page; the router of the app stands where its developer tools look for it.

interface Route {
  fullPath: string;
  children?: unknown;
  options: { component?: unknown };
}

interface WithRouter {
  __TSR_ROUTER__: {
    routesById: Record<string, Route>;
    state: { matches: { fullPath: string }[] };
    history: { push(path: string): void };
  };
}

/** Goes on within the app, as a link does. */
async function navigate(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => (globalThis as unknown as WithRouter).__TSR_ROUTER__.history.push(to), path);
  await waitUntilStable(page);
}

/** The address of the page with the names of its parameters, `/runs/$runId`. */
function currentRoute(): string {
  const { matches } = (globalThis as unknown as WithRouter).__TSR_ROUTER__.state;
  return matches.at(-1)?.fullPath ?? '';
}

/** Every route that shows something and is no frame of others. */
function allRoutes(): string[] {
  const { routesById } = (globalThis as unknown as WithRouter).__TSR_ROUTER__;
  return Object.values(routesById)
    .filter(({ children, options }) => !children && options.component)
    .map(({ fullPath }) => fullPath);
}

/** Each finding once, with where it was found. */
class Findings {
  private readonly locations = new Map<string, string[]>();

  add(location: string, found: readonly string[]): void {
    for (const one of found) this.locations.set(one, [...(this.locations.get(one) ?? []), location]);
  }

  list(): string[] {
    return [...this.locations].map(([finding, locations]) => `${finding} (${locations.join(', ')})`);
  }
}

async function violationsOf(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  return violations.map(({ id, help, nodes }) => {
    const [first] = nodes;
    return `${id}: ${help}: ${nodes.length} times, such as ${first?.target.join(' ')} ${first?.html.slice(0, 200)}`;
  });
}

/** Gives the window another width, and the page the time to follow. */
async function resize(page: Page, width: number): Promise<void> {
  await page.setViewportSize({ width, height: width < 500 ? 780 : 900 });
  await waitUntilStable(page, { quietMs: 100 });
}

/** What stands out of the page at the right, so that the page would have to be moved sideways. */
function overflowOf(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const wide = [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}`);
    return [`the page is ${scrollWidth} px wide: ${wide.join(', ')}`];
  });
}
