import type { Page } from 'playwright-core';

/** How evenly a page painted while it was scrolled. */
export interface Smoothness {
  medianMs: number;
  longestMs: number;
  /** Elements in the page at most. */
  elements: number;
  /** How far it was scrolled. */
  pixels: number;
}

/** Turns the wheel over the middle of the page, again and again, and watches every frame. */
export async function scrollAndWatch(page: Page, turns = 60): Promise<Smoothness> {
  const watching = page.evaluate(watchFrames);
  await page.mouse.move(400, 500);
  for (let turn = 0; turn < turns; turn += 1) {
    await page.mouse.wheel(0, 900);
    await page.waitForTimeout(30);
  }
  await page.evaluate(() => dispatchEvent(new Event('koppel-scrolled')));
  return watching;
}

/** Runs in the page until it is told that the scrolling is over. */
function watchFrames(): Promise<Smoothness> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    const positions = new Map<EventTarget, number>();
    let elements = 0;
    let isOver = false;
    let last = performance.now();
    const note = ({ target }: Event) => {
      const scroller = target instanceof Element ? target : document.documentElement;
      positions.set(scroller, Math.max(positions.get(scroller) ?? 0, scroller.scrollTop));
    };
    addEventListener('scroll', note, { capture: true });
    addEventListener('koppel-scrolled', () => (isOver = true), { once: true });
    const watch = (now: number) => {
      gaps.push(now - last);
      last = now;
      elements = Math.max(elements, document.getElementsByTagName('*').length);
      if (!isOver) return void requestAnimationFrame(watch);
      removeEventListener('scroll', note, { capture: true });
      gaps.sort((left, right) => left - right);
      const medianMs = gaps[Math.floor(gaps.length / 2)] ?? 0;
      resolve({ medianMs, longestMs: gaps.at(-1) ?? 0, elements, pixels: Math.max(0, ...positions.values()) });
    };
    requestAnimationFrame((now) => {
      last = now;
      requestAnimationFrame(watch);
    });
  });
}
