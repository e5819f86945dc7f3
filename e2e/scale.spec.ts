import type { Page } from 'playwright-core';
import { openBrowser, type TestBrowser } from './lib/browser.js';
import { makeDemo, type Demo } from './lib/demo.js';
import { scrollAndWatch, type Smoothness } from './lib/frames.js';
import { insertIssues, insertRun } from './lib/many-rows.js';
import { byMouse } from './lib/person.js';
import { startLightSystem, type SandboxSystem } from './lib/sandbox-system.js';
import { settle } from './lib/settle.js';
import { signIn } from './lib/wizard-steps.js';

const mostElements = 3_000;
/** What a long list may add to the longest gap between two frames of a short one. */
const mostAddedMs = 150;

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
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  async function scroll(path: string): Promise<Smoothness> {
    await page.goto(`${system.url}${path}`);
    await settle(page);
    return scrollAndWatch(page);
  }

  function expectAsSmooth(long: Smoothness, short: Smoothness): void {
    process.stderr.write(`${JSON.stringify({ long, short })}\n`);
    expect(long.pixels).toBeGreaterThan(20_000);
    expect(long.elements).toBeLessThan(mostElements);
    expect(long.medianMs).toBeLessThan(short.medianMs + 17);
    expect(long.longestMs).toBeLessThan(short.longestMs + mostAddedMs);
  }

  it('stay smooth in a run of 100,000 records', async () => {
    const short = await scroll(`/runs/${await insertRun(system, demo, 0)}`);
    const long = await scroll(`/runs/${await insertRun(system, demo, 100_000)}`);
    expectAsSmooth(long, short);
    await jumpToEnd(page);
    expect(await page.locator('*').count()).toBeLessThan(mostElements);
  }, 180_000);

  it('stay smooth among 10,000 issues', async () => {
    const short = await scroll('/issues?state=skipped');
    const causeId = await insertIssues(system, demo, 10_000);
    const long = await scroll(`/issues/causes/${causeId}`);
    expectAsSmooth(long, short);
    expect(browser.troubles).toEqual([]);
  }, 120_000);
});

/** As the End key does, some times over while the list reads on. */
async function jumpToEnd(page: Page): Promise<void> {
  for (let jumps = 0; jumps < 10; jumps += 1) {
    await page.keyboard.press('End');
    await page.waitForTimeout(200);
  }
}
