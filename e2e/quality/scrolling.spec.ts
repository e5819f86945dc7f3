import type { Page } from 'playwright-core';
import { openBrowser, waitUntilStable, type TestBrowser } from '../lib/browser.js';
import { makeDemo, type Demo } from '../lib/demo.js';
import { insertIssues, insertRun } from '../lib/many-rows.js';
import { byMouse } from '../lib/person.js';
import { startLightSystem, type SandboxSystem } from '../lib/sandbox-system.js';
import { signIn } from '../lib/wizard-steps.js';
import { controlPages, webDistWithControlPages } from './control-pages.js';

/** Frames of a long list may take so many times what they take in a static list of the same browser. */
const maxRatio = { median: 2, max: 4 };

interface Frames {
  medianMs: number;
  maxMs: number;
}

describe('scrolling through very long lists', () => {
  let system: SandboxSystem;
  let browser: TestBrowser;
  let demo: Demo;
  let page: Page;

  beforeAll(async () => {
    system = await startLightSystem({ webDist: webDistWithControlPages() });
    browser = await openBrowser();
    demo = await makeDemo(system);
    page = await browser.context.newPage();
    await signIn(byMouse(page), system);
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  async function framesOf(path: string): Promise<Frames> {
    await page.goto(`${system.url}${path}`);
    await waitUntilStable(page);
    return scroll(page);
  }

  async function expectAsSmoothAsControl(path: string): Promise<void> {
    const control = await framesOf(controlPages.list);
    const measured = await framesOf(path);
    process.stderr.write(`${path}: ${JSON.stringify({ measured, control })}\n`);
    expect(measured.medianMs).toBeLessThanOrEqual(maxRatio.median * control.medianMs);
    expect(measured.maxMs).toBeLessThanOrEqual(maxRatio.max * control.maxMs);
  }

  it('is smooth in a run of 100,000 records', async () => {
    await expectAsSmoothAsControl(`/runs/${await insertRun(system, demo, 100_000)}`);
  }, 300_000);

  it('is smooth among 10,000 issues', async () => {
    await expectAsSmoothAsControl(`/issues/causes/${await insertIssues(system, demo, 10_000)}`);
  }, 300_000);
});

/** Turns the wheel over the middle of the page, again and again, and measures every frame. */
async function scroll(page: Page, turns = 60): Promise<Frames> {
  const watching = page.evaluate(watchFrames);
  await page.mouse.move(400, 500);
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(30);
  }
  await page.evaluate(() => dispatchEvent(new Event('koppel-scrolled')));
  return watching;
}

/** Runs in the page until the scrolling is over. */
function watchFrames(): Promise<Frames> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    let isOver = false;
    let last = performance.now();
    addEventListener('koppel-scrolled', () => (isOver = true), { once: true });
    const watch = (now: number) => {
      gaps.push(now - last);
      last = now;
      if (!isOver) return void requestAnimationFrame(watch);
      gaps.sort((left, right) => left - right);
      resolve({ medianMs: gaps[Math.floor(gaps.length / 2)] ?? 0, maxMs: gaps.at(-1) ?? 0 });
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(watch);
    });
  });
}
