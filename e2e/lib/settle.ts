import type { Page } from 'playwright-core';

/** Waits until a page shows what it is about: its heading, nothing loading, and no change for a moment. */
export async function settle(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.evaluate(async () => {
    await document.fonts.ready;
    const began = performance.now();
    let changedAt = began;
    const observer = new MutationObserver(() => (changedAt = performance.now()));
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
    const isLoading = () => document.querySelector('.animate-spin, [aria-busy="true"]') !== null;
    while (performance.now() - began < 8_000) {
      await new Promise((resolve) => setTimeout(resolve, 50));
      if (!isLoading() && performance.now() - changedAt > 300) break;
    }
    observer.disconnect();
  });
}
