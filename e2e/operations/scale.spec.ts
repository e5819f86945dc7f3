import type { Page } from 'playwright-core';
import { waitUntil } from '../../tools/wait-until.ts';
import { openBrowser, waitUntilStable, type TestBrowser } from '../lib/browser.js';
import { makeDemo, type Demo } from '../lib/demo.js';
import { insertIssues, insertRun } from '../lib/many-rows.js';
import { byMouse } from '../lib/person.js';
import { startLightSystem, type SandboxSystem } from '../lib/sandbox-system.js';
import { signIn } from '../lib/wizard-steps.js';

/** Only what is visible may be in the page, however long the list. */
const maxElements = 3_000;

describe('lists that are very long', () => {
  let system: SandboxSystem;
  let browser: TestBrowser;
  let demo: Demo;
  let page: Page;

  beforeAll(async () => {
    system = await startLightSystem();
    browser = await openBrowser();
    demo = await makeDemo(system);
    page = await browser.context.newPage();
    await signIn(byMouse(page), system);
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  });

  async function open(path: string): Promise<void> {
    await page.goto(`${system.url}${path}`);
    await waitUntilStable(page);
  }

  /** Turns the wheel until the list has moved so far, past several of its pages. */
  async function scrollFar(): Promise<void> {
    await page.mouse.move(400, 500);
    const hasMoved = async () => {
      await page.mouse.wheel(0, 3_000);
      return (await page.evaluate(scrolledPixels)) > 20_000;
    };
    await waitUntil(hasMoved, { what: 'the list is scrolled past its first pages' });
    expect(await page.locator('*').count()).toBeLessThan(maxElements);
  }

  it('stay usable in a run of 100,000 records', async () => {
    await open(`/runs/${await insertRun(system, demo, 100_000)}`);
    await scrollFar();
    // As the End key does, again and again while the list loads more.
    const before = await page.evaluate(scrolledPixels);
    const hasJumped = async () => {
      await page.keyboard.press('End');
      return (await page.evaluate(scrolledPixels)) > before + 20_000;
    };
    await waitUntil(hasJumped, { what: 'the End key leads further down' });
    expect(await page.locator('*').count()).toBeLessThan(maxElements);
  });

  it('stay usable among 10,000 issues', async () => {
    await open(`/issues/causes/${await insertIssues(system, demo, 10_000)}`);
    await scrollFar();
    expect(browser.errors).toEqual([]);
  });
});

/** Runs in the page: how far the element that scrolls furthest has been scrolled. */
function scrolledPixels(): number {
  const scrollers = [document.documentElement, ...document.querySelectorAll('main, main *')];
  return Math.max(...scrollers.map(({ scrollTop }) => scrollTop));
}
