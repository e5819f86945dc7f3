import type { Locator, Page } from 'playwright-core';
import { waitUntil } from '../../tools/wait-until.ts';
import { arrowTo, tabIntoGroup, tabTo } from './keyboard.js';

/** What a person looks for: the name of a control, or a control that was found otherwise. */
export type Target = string | RegExp | Locator;

/** A person in front of one window. The verbs are the same by mouse and by keyboard, so that each journey runs both ways. */
export interface Person {
  readonly page: Page;
  readonly way: Way;
  /** The same person in front of another window. */
  at(page: Page): Person;
  /** Looks and acts only within a part of the page. */
  within(part: Locator): Person;
  press(button: Target): Promise<void>;
  follow(link: Target): Promise<void>;
  fill(field: Target, value: string): Promise<void>;
  /** Takes a radio button or a card of a group. */
  choose(radio: Target): Promise<void>;
  /** Takes an entry of a select or of a combobox by its text. */
  select(field: Target, option: string): Promise<void>;
  tick(checkbox: Target, isOn?: boolean): Promise<void>;
  turn(switchControl: Target, isOn: boolean): Promise<void>;
  openTab(tab: Target): Promise<void>;
  /** The window that something opens. */
  opening(act: () => Promise<void>): Promise<Person>;
}

export type Way = 'mouse' | 'keyboard';
export const ways: readonly Way[] = ['mouse', 'keyboard'];

type Role = 'button' | 'link' | 'radio' | 'checkbox' | 'switch' | 'tab' | 'option';
type Scope = Pick<Locator, 'getByRole' | 'getByLabel'>;

abstract class BasePerson implements Person {
  abstract readonly way: Way;

  constructor(
    readonly page: Page,
    protected readonly scope: Scope = page,
  ) {}

  abstract at(page: Page): Person;
  abstract within(part: Locator): Person;
  abstract press(button: Target): Promise<void>;
  abstract follow(link: Target): Promise<void>;
  abstract fill(field: Target, value: string): Promise<void>;
  abstract choose(radio: Target): Promise<void>;
  abstract openTab(tab: Target): Promise<void>;
  protected abstract selectIn(field: Locator, option: string): Promise<void>;
  protected abstract flip(control: Locator): Promise<void>;

  tick(checkbox: Target, isOn = true): Promise<void> {
    return this.bring(this.find('checkbox', checkbox), isOn);
  }

  turn(switchControl: Target, isOn: boolean): Promise<void> {
    return this.bring(this.find('switch', switchControl), isOn);
  }

  select(field: Target, option: string): Promise<void> {
    return this.selectIn(this.findField(field), option);
  }

  async opening(act: () => Promise<void>): Promise<Person> {
    const opened = this.page.context().waitForEvent('page');
    await act();
    const page = await opened;
    await page.waitForLoadState('domcontentloaded');
    return this.at(page);
  }

  protected find(role: Role, target: Target): Locator {
    if (typeof target === 'string') return this.scope.getByRole(role, { name: target, exact: true });
    return target instanceof RegExp ? this.scope.getByRole(role, { name: target }) : target;
  }

  protected findField(target: Target): Locator {
    if (typeof target === 'string') return this.scope.getByLabel(target, { exact: true });
    return target instanceof RegExp ? this.scope.getByLabel(target) : target;
  }

  private async bring(control: Locator, isOn: boolean): Promise<void> {
    if ((await control.isChecked()) !== isOn) await this.flip(control);
    // Not all controls are inputs: a switch has its state in aria-checked.
    const what = `${control.toString()} is ${isOn ? 'checked' : 'unchecked'}`;
    await waitUntil(async () => (await control.isChecked()) === isOn, { what });
  }
}

class ByMouse extends BasePerson {
  readonly way = 'mouse';

  at(page: Page): Person {
    return new ByMouse(page);
  }

  within(part: Locator): Person {
    return new ByMouse(this.page, part);
  }

  press(button: Target): Promise<void> {
    return this.find('button', button).click();
  }

  follow(link: Target): Promise<void> {
    return this.find('link', link).click();
  }

  fill(field: Target, value: string): Promise<void> {
    return this.findField(field).fill(value);
  }

  choose(radio: Target): Promise<void> {
    return this.find('radio', radio).click();
  }

  openTab(tab: Target): Promise<void> {
    return this.find('tab', tab).click();
  }

  protected async selectIn(field: Locator, option: string): Promise<void> {
    const kind = await kindOf(field);
    if (kind === 'select') return void (await field.selectOption({ label: option }));
    await field.click();
    if (kind === 'input') await field.fill(option);
    await this.page.getByRole('option', { name: option, exact: true }).click();
  }

  protected flip(control: Locator): Promise<void> {
    return control.click();
  }
}

/** Uses nothing but keys: Tab to get somewhere, Space, Enter and arrows to act, letters to type. */
class ByKeyboard extends BasePerson {
  readonly way = 'keyboard';

  at(page: Page): Person {
    return new ByKeyboard(page);
  }

  within(part: Locator): Person {
    return new ByKeyboard(this.page, part);
  }

  async press(button: Target): Promise<void> {
    await tabTo(this.page, this.find('button', button));
    await this.page.keyboard.press('Enter');
  }

  async follow(link: Target): Promise<void> {
    await tabTo(this.page, this.find('link', link));
    await this.page.keyboard.press('Enter');
  }

  async fill(field: Target, value: string): Promise<void> {
    await tabTo(this.page, this.findField(field));
    await this.page.keyboard.press('Control+A');
    if (value === '') return this.page.keyboard.press('Delete');
    await this.page.keyboard.type(value);
  }

  async choose(radio: Target): Promise<void> {
    const target = this.find('radio', radio);
    await tabIntoGroup(this.page, target, 'radiogroup');
    await arrowTo(this.page, target, 'ArrowDown');
    if (!(await target.isChecked())) await this.page.keyboard.press('Space');
  }

  async openTab(tab: Target): Promise<void> {
    const target = this.find('tab', tab);
    await tabIntoGroup(this.page, target, 'tablist');
    await arrowTo(this.page, target, 'ArrowRight');
    if ((await target.getAttribute('aria-selected')) !== 'true') await this.page.keyboard.press('Enter');
  }

  protected async selectIn(field: Locator, option: string): Promise<void> {
    await tabTo(this.page, field);
    // A closed select takes what is typed as the beginning of the wanted entry.
    const kind = await kindOf(field);
    if (kind === 'select') return this.page.keyboard.type(option);
    await this.page.keyboard.press(kind === 'input' ? 'Control+A' : 'Enter');
    if (kind === 'input') await this.page.keyboard.type(option);
    const entry = this.page.getByRole('option', { name: option, exact: true });
    await entry.waitFor();
    await arrowTo(this.page, entry, 'ArrowDown');
    await this.page.keyboard.press('Enter');
  }

  protected async flip(control: Locator): Promise<void> {
    await tabTo(this.page, control);
    await this.page.keyboard.press('Space');
  }
}

/** `input`: a text with a list to choose from; `button`: what opens a list. */
function kindOf(field: Locator): Promise<'select' | 'input' | 'button'> {
  return field.evaluate(({ tagName }) => (tagName === 'SELECT' ? 'select' : tagName === 'INPUT' ? 'input' : 'button'));
}

export function byMouse(page: Page): Person {
  return new ByMouse(page);
}

export function byKeyboard(page: Page): Person {
  return new ByKeyboard(page);
}

export function personBy(way: Way, page: Page): Person {
  return way === 'mouse' ? byMouse(page) : byKeyboard(page);
}
