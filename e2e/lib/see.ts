import type { Locator, Page } from 'playwright-core';

/** Waits until something stands on the page; where it does not come, says what stands there instead. */
export async function see(page: Page, what: Locator): Promise<void> {
  try {
    await what.first().waitFor();
  } catch (error: unknown) {
    const shown = await page.locator('body').innerText();
    const place = new URL(page.url()).pathname;
    throw new Error(`${what.toString()} does not come on ${place}, which says:\n${shown.slice(0, 2_500)}`, {
      cause: error,
    });
  }
}
