import type { Page } from 'playwright-core';
import { openBrowser, waitUntilStable, type TestBrowser } from '../lib/browser.js';
import { makeDemo } from '../lib/demo.js';
import { byMouse } from '../lib/person.js';
import { startLightSystem, type SandboxSystem } from '../lib/sandbox-system.js';
import { texts } from '../lib/texts.js';
import { signIn } from '../lib/wizard-steps.js';
import { controlPages, webDistWithControlPages } from './control-pages.js';

const rounds = 7;
/** A page whose data is cached takes at most so many times what a static page takes to show as many elements. */
const maxRatio = 4;

describe('navigation between pages whose data is cached', () => {
  let system: SandboxSystem;
  let browser: TestBrowser;

  beforeAll(async () => {
    system = await startLightSystem({ webDist: webDistWithControlPages() });
    browser = await openBrowser();
    await makeDemo(system);
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await system?.stop();
  }, 60_000);

  it(`takes at most ${maxRatio} times as long as on the control page, from the click to the painted page`, async () => {
    const control = await browser.context.newPage();
    await control.goto(`${system.url}${controlPages.load}`);
    await control.evaluate(addLinks);
    const page = await browser.context.newPage();
    await signIn(byMouse(page), system);
    const { dashboard, ...others } = texts.en.navigation;
    const tour = [...Object.values(others), dashboard];
    for (const name of tour) {
      await linkTo(page, name).click();
      await waitUntilStable(page);
    }
    const controlMs: number[] = [];
    const taken = new Map<string, number[]>(tour.map((name) => [name, []]));
    for (let round = 0; round < rounds; round += 1) {
      await control.bringToFront();
      for (const name of ['One', 'Two', 'Three']) controlMs.push(await timeNavigation(control, name));
      await page.bringToFront();
      for (const name of tour) taken.get(name)?.push(await timeNavigation(page, name));
    }
    const base = median(controlMs);
    const medians = [...taken].map(([name, ms]) => [name, median(ms)] as const);
    process.stderr.write(
      `${medians.map(([name, ms]) => `${name} ${ms.toFixed(0)} ms`).join(', ')}; control ${base.toFixed(0)} ms\n`,
    );
    expect(medians.filter(([, ms]) => ms > maxRatio * base)).toEqual([]);
  }, 300_000);
});

function linkTo(page: Page, name: string) {
  return page.getByRole('navigation').getByRole('link', { name }).first();
}

/** From the click until the next page's heading is there, nothing loads any more, and the frame is painted. */
async function timeNavigation(page: Page, name: string): Promise<number> {
  const link = linkTo(page, name);
  await link.hover();
  const ms = page.evaluate(waitUntilPainted);
  await link.click();
  return ms;
}

function median(values: number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}

// What follows runs in the page.

/** Links of the control page, which replace its content by about as many elements as a page of the app has. */
function addLinks(): void {
  const navigation = document.createElement('nav');
  const main = document.querySelector('main');
  for (const name of ['One', 'Two', 'Three']) {
    const link = document.createElement('a');
    link.textContent = name;
    link.href = `#${name}`;
    link.addEventListener('click', () => {
      const heading = document.createElement('h1');
      heading.textContent = name;
      const rows = Array.from({ length: 150 }, (_, row) => {
        const element = document.createElement('div');
        for (let cell = 0; cell < 4; cell += 1) {
          const span = document.createElement('span');
          span.textContent = `${name} ${row} ${cell}`;
          element.append(span);
        }
        return element;
      });
      main?.replaceChildren(heading, ...rows);
    });
    navigation.append(link, ' ');
  }
  document.body.prepend(navigation);
}

function waitUntilPainted(): Promise<number> {
  return new Promise((resolve) => {
    const heading = () => document.querySelector('h1')?.textContent;
    const measure = ({ timeStamp }: Event) => {
      const before = heading();
      const look = () => {
        const isThere = heading() && heading() !== before && !document.querySelector('main .animate-spin');
        if (!isThere) return void requestAnimationFrame(look);
        // A task after the frame's callbacks runs once the frame is painted.
        requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - timeStamp)));
      };
      look();
    };
    addEventListener('click', measure, { capture: true, once: true });
  });
}
