import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../../tools/wait-until.ts';

/** Who needs more key strokes than this to get somewhere gives up. */
const maxTabs = 150;
const maxArrows = 60;

/** Moves the focus to one control by Tab alone, backwards where it stands before the focus. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  await waitUntil(() => target.isEnabled(), { what: `${target.toString()} is enabled` });
  const passed: string[] = [];
  for (let tabs = 0; tabs <= maxTabs; tabs += 1) {
    const position = await target.evaluate(whereFocusIs);
    if (position.isThere) return void (await requireVisibleFocus(target));
    await page.keyboard.press(position.isBehind ? 'Shift+Tab' : 'Tab');
    passed.push(await page.evaluate(nameOfFocus));
  }
  throw new Error(`${maxTabs} tabs did not lead to ${target.toString()}; passed: ${passed.join(' → ')}`);
}

/** Moves within a group that Tab enters only once: radio buttons, tabs, the entries of a menu or a list box. */
export async function arrowTo(page: Page, target: Locator, key: 'ArrowDown' | 'ArrowRight'): Promise<void> {
  for (let arrows = 0; arrows <= maxArrows; arrows += 1) {
    if (await target.evaluate(isMarked)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${maxArrows} arrows did not lead to ${target.toString()}`);
}

/** Tabs into the group that a radio button or a tab belongs to, wherever it lets one in. */
export async function tabIntoGroup(page: Page, member: Locator, group: string): Promise<void> {
  await member.waitFor();
  const entrance = member.locator(`xpath=ancestor::*[@role="${group}" or self::fieldset][1]`);
  for (let tabs = 0; tabs <= maxTabs; tabs += 1) {
    const position = await entrance.evaluate(whereFocusIs);
    if (position.isInside) return;
    await page.keyboard.press(position.isBehind ? 'Shift+Tab' : 'Tab');
  }
  throw new Error(`${maxTabs} tabs did not lead into the group of ${member.toString()}`);
}

/** Whoever goes by keyboard must see where they are. */
async function requireVisibleFocus(target: Locator): Promise<void> {
  const isVisible = await target.evaluate((element) => {
    const marks = (one: Element | null) => {
      if (!one) return false;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none';
    };
    return marks(element) || marks(element.parentElement) || marks(element.nextElementSibling);
  });
  if (!isVisible) throw new Error(`${target.toString()} has the focus, but nothing shows it`);
}

// What follows runs in the page.

function whereFocusIs(element: Element): { isThere: boolean; isInside: boolean; isBehind: boolean } {
  const active = document.activeElement ?? document.body;
  const isInside = element.contains(active);
  const position = active.compareDocumentPosition(element);
  const isBehind = (position & Node.DOCUMENT_POSITION_PRECEDING) !== 0 && active !== document.body;
  return { isThere: active === element, isInside, isBehind: isBehind && !element.contains(active) };
}

function nameOfFocus(): string {
  const active = document.activeElement;
  if (!active || active === document.body) return 'nothing';
  const name = active.getAttribute('aria-label') ?? active.textContent ?? '';
  return `${active.tagName.toLowerCase()} “${name.trim().slice(0, 30)}”`;
}

/** Whether the arrows have come here: by focus, or as the entry that a list box points at. */
function isMarked(element: Element): boolean {
  const active = document.activeElement;
  if (active === element) return true;
  return element.id !== '' && active?.getAttribute('aria-activedescendant') === element.id;
}
