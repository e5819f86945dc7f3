import type { Locator } from 'playwright-core';
import type { Person } from './person.js';
import type { SandboxSystem } from './sandbox-system.js';
import { waitUntilVisible } from './browser.js';
import { texts as allTexts, type Texts } from './texts.js';

export const exactTitle = 'Exact – Sample company';
export const shopTitle = 'Web shop';

export const exactLogin = { username: 'demo@example.com', password: 'demo' };

/** What a person does in the wizard, by what stands on the screen. */
export class WizardSteps {
  constructor(
    readonly person: Person,
    readonly texts: Texts = allTexts.en,
  ) {}

  /** The same steps in another window. */
  at(person: Person): WizardSteps {
    return new WizardSteps(person, this.texts);
  }

  async waitForHeading(name: string): Promise<void> {
    await waitUntilVisible(this.person.page, this.person.page.getByRole('heading', { name, exact: true, level: 1 }));
  }

  async waitForText(text: string | RegExp): Promise<void> {
    await waitUntilVisible(this.person.page, this.person.page.getByText(text, { exact: true }));
  }

  async next(step: keyof Texts['steps']): Promise<void> {
    await this.person.press(this.texts.next);
    await this.waitForHeading(this.texts.steps[step]);
  }

  async chooseApplication(name: string): Promise<void> {
    await this.person.choose(name);
    await this.person.page.getByLabel(this.texts.connection.title, { exact: true }).waitFor();
  }

  async fillExact(): Promise<void> {
    const { person, texts } = this;
    await this.chooseApplication('Exact Online');
    await person.fill(texts.connection.title, exactTitle);
    await person.fill('Client ID', 'koppel-sandbox');
    await this.fillExactSecret();
    await person.select(texts.fields.country, texts.fields.netherlands);
    await person.fill(texts.fields.division, '100001');
  }

  async fillExactSecret(): Promise<void> {
    await this.person.fill('Client secret', 'koppel-sandbox-secret');
  }

  async save(): Promise<void> {
    await this.person.press(this.texts.connection.save);
    await this.waitForText(this.texts.connection.saved);
  }

  /** Presses Authorize; gives the person in front of the provider's window. */
  authorize(): Promise<Person> {
    return this.person.opening(() => this.person.press(this.texts.connection.authorize));
  }

  async waitUntilGranted(): Promise<void> {
    await this.waitForText(this.texts.connection.granted);
  }

  async test(displayTitle: string): Promise<void> {
    await this.person.press(this.texts.connection.test);
    await this.waitUntilReady(displayTitle);
  }

  /** The wizard closes the card of a connection that works. */
  async waitUntilReady(displayTitle: string): Promise<void> {
    await this.person.page.getByRole('button', { name: this.texts.connection.change(displayTitle) }).waitFor();
  }

  async connectExact(): Promise<void> {
    await this.fillExact();
    await this.save();
    await allowAtExact(await this.authorize());
    await this.waitUntilGranted();
    await this.test(exactTitle);
  }

  async fillShopAddress({ wooUrl }: SandboxSystem): Promise<void> {
    const { person, texts } = this;
    await this.chooseApplication('WooCommerce');
    await person.fill(texts.connection.title, shopTitle);
    await person.fill(texts.fields.shopUrl, wooUrl);
  }

  /** Presses Connect; gives the person in front of the shop's window. */
  connect(): Promise<Person> {
    return this.person.opening(() => this.person.press(this.texts.connection.connect));
  }

  async expectConnectOff(why: string | RegExp): Promise<void> {
    const button = this.person.page.getByRole('button', { name: this.texts.connection.connect, exact: true });
    await this.person.page.getByText(why).waitFor();
    expect(await button.isEnabled()).toBe(false);
  }

  async fillShop(system: SandboxSystem): Promise<void> {
    const { person } = this;
    await this.fillShopAddress(system);
    await person.fill('Consumer key', 'ck_sandbox');
    await person.fill('Consumer secret', 'cs_sandbox');
  }

  async connectShop(system: SandboxSystem): Promise<void> {
    await this.fillShop(system);
    await this.save();
    await this.test(shopTitle);
  }

  async choosePackages(): Promise<void> {
    await this.person.tick(this.texts.packages.products);
    await this.person.tick(this.texts.packages.orders);
  }

  /** Leaves every flow to be started by hand. */
  async enableNothing(): Promise<void> {
    for (const flow of Object.values(this.texts.flows)) await this.person.turn(this.texts.enable(flow), false);
  }

  /** The wizard's own window closes when it is finished. */
  async finish(): Promise<void> {
    const closed = this.person.page.waitForEvent('close');
    await this.person.press(this.texts.finish);
    await closed;
  }

  /** In an ordinary tab, the new integration takes the place of the wizard. */
  async finishInTab(): Promise<void> {
    await this.person.press(this.texts.finish);
    await this.person.page.waitForURL(/\/integrations\/[0-9a-f-]{36}$/);
  }

  /** Loads the page again and insists on standing at the same step. Before the first step there is nothing to save. */
  async reload(step: keyof Texts['steps']): Promise<void> {
    if (step !== 'welcome') await this.waitUntilKept();
    await this.person.page.reload();
    await this.waitForHeading(this.texts.steps[step]);
  }

  /** What is typed is saved on the server a moment later. */
  async waitUntilKept(): Promise<void> {
    await this.person.page.getByTitle(this.texts.kept).waitFor();
  }

  async expectExactKept({ withSecret = false } = {}): Promise<void> {
    await this.expectValues({
      [this.texts.connection.title]: exactTitle,
      'Client ID': 'koppel-sandbox',
      [this.texts.fields.division]: '100001',
    });
    if (withSecret) await this.expectValues({ 'Client secret': 'koppel-sandbox-secret' });
  }

  async expectShopKept({ wooUrl }: SandboxSystem): Promise<void> {
    await this.expectValues({ [this.texts.connection.title]: shopTitle, [this.texts.fields.shopUrl]: wooUrl });
  }

  async expectPackagesChosen(): Promise<void> {
    for (const name of Object.values(this.texts.packages)) {
      const box = this.person.page.getByRole('checkbox', { name, exact: true });
      await box.waitFor();
      expect([name, await box.isChecked()]).toEqual([name, true]);
    }
  }

  async waitUntilAskedToSignIn(): Promise<void> {
    await this.signInDialog.waitFor();
  }

  /** In the dialog that stands over the page when the session has ended. */
  async signInAgain({ account }: SandboxSystem): Promise<void> {
    const dialog = this.signInDialog;
    const person = this.person.within(dialog);
    await person.fill(this.texts.signIn.password, account.password);
    await person.press(this.texts.signIn.submit);
    await dialog.waitFor({ state: 'hidden' });
  }

  /** The provider's log-in takes the place of the wizard and leads back to it. */
  async authorizeInTab(): Promise<void> {
    const { person, texts } = this;
    await person.press(texts.connection.authorize);
    await person.follow(texts.sameTab);
    await person.page.getByRole('button', { name: 'Log in' }).waitFor();
    await allowAtExact(person);
  }

  private get signInDialog(): Locator {
    return this.person.page.getByRole('dialog', { name: this.texts.server.sessionEnded });
  }

  private async expectValues(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const field = this.person.page.getByLabel(label, { exact: true });
      await field.waitFor();
      expect([label, await field.inputValue()]).toEqual([label, value]);
    }
  }
}

export async function approveAtShop(shop: Person): Promise<void> {
  await shop.page.getByRole('link', { name: 'Approve' }).waitFor();
  await shop.follow('Approve');
}

export async function denyAtShop(shop: Person): Promise<void> {
  await shop.page.getByRole('link', { name: 'Deny' }).waitFor();
  await shop.follow('Deny');
}

export async function signIn(person: Person, system: SandboxSystem, texts: Texts = allTexts.en): Promise<void> {
  await person.page.goto(system.url);
  await giveCredentials(person, system, texts);
  await person.page.getByRole('button', { name: texts.start }).first().waitFor();
}

export async function giveCredentials(
  person: Person,
  { account }: SandboxSystem,
  texts: Texts = allTexts.en,
): Promise<void> {
  await person.fill(texts.signIn.email, account.email);
  await person.fill(texts.signIn.password, account.password);
  await person.press(texts.signIn.submit);
}

/** Opens the wizard in its own window from the dashboard. */
export async function openWizard(person: Person, texts: Texts = allTexts.en): Promise<WizardSteps> {
  const button = person.page.getByRole('button', { name: texts.start }).first();
  const wizard = new WizardSteps(await person.opening(() => person.press(button)), texts);
  await wizard.waitForHeading(texts.steps.welcome);
  return wizard;
}

/** Where the browser blocks the wizard's window, the dashboard offers this tab. */
export async function openWizardInTab(person: Person, texts: Texts = allTexts.en): Promise<WizardSteps> {
  await person.press(person.page.getByRole('button', { name: texts.start }).first());
  await person.follow(texts.sameTab);
  const wizard = new WizardSteps(person, texts);
  await wizard.waitForHeading(texts.steps.welcome);
  return wizard;
}

/** Goes on from the dashboard with a wizard that was left. */
export async function takeUpAgain(person: Person, texts: Texts = allTexts.en): Promise<WizardSteps> {
  await person.follow(texts.takeUp);
  const wizard = new WizardSteps(person, texts);
  await wizard.waitForHeading(texts.steps.applications);
  return wizard;
}

/** Logs in at the provider, unless that still knows who it is, and leaves the person before the question for consent. */
export async function logInAtExact(person: Person, login = exactLogin): Promise<void> {
  const { page } = person;
  const allow = page.getByRole('button', { name: 'Allow', exact: true });
  const logIn = page.getByRole('button', { name: 'Log in', exact: true });
  await allow.or(logIn).waitFor();
  if (await logIn.isVisible()) {
    await person.fill('E-mail address', login.username);
    await person.fill('Password', login.password);
    await person.press(logIn);
  }
  await allow.waitFor();
}

export async function allowAtExact(person: Person): Promise<void> {
  await logInAtExact(person);
  await person.press('Allow');
}
