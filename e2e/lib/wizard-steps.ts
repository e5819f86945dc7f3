import type { Locator } from 'playwright-core';
import type { Person } from './person.js';
import type { SandboxSystem } from './sandbox-system.js';
import { see } from './see.js';
import { words as allWords, type Words } from './words.js';

export const exactTitle = 'Exact – Sample company';
export const shopTitle = 'Web shop';
/** How long the wizard may take to keep what was typed. */
const keptWithinMs = 1_500;

export const exactLogin = { username: 'demo@example.com', password: 'demo' };

/** What a person does in the wizard, by what stands on the screen. */
export class WizardSteps {
  constructor(
    readonly person: Person,
    readonly words: Words = allWords.en,
  ) {}

  /** The same steps in another window. */
  at(person: Person): WizardSteps {
    return new WizardSteps(person, this.words);
  }

  async untilHeading(name: string): Promise<void> {
    await see(this.person.page, this.person.page.getByRole('heading', { name, exact: true, level: 1 }));
  }

  async untilSaid(text: string | RegExp): Promise<void> {
    await see(this.person.page, this.person.page.getByText(text, { exact: true }));
  }

  async next(step: keyof Words['steps']): Promise<void> {
    await this.person.press(this.words.next);
    await this.untilHeading(this.words.steps[step]);
  }

  async chooseApplication(name: string): Promise<void> {
    await this.person.choose(name);
    await this.person.page.getByLabel(this.words.connection.title, { exact: true }).waitFor();
  }

  async fillExact(): Promise<void> {
    const { person, words } = this;
    await this.chooseApplication('Exact Online');
    await person.fill(words.connection.title, exactTitle);
    await person.fill('Client ID', 'koppel-sandbox');
    await this.fillExactSecret();
    await person.select('Country', 'Netherlands');
    await person.fill('Division', '100001');
  }

  async fillExactSecret(): Promise<void> {
    await this.person.fill('Client secret', 'koppel-sandbox-secret');
  }

  async save(): Promise<void> {
    await this.person.press(this.words.connection.save);
    await this.untilSaid(this.words.connection.saved);
  }

  /** Presses Authorize; gives the person in front of the provider's window. */
  authorize(): Promise<Person> {
    return this.person.opening(() => this.person.press(this.words.connection.authorize));
  }

  async untilGranted(): Promise<void> {
    await this.untilSaid(this.words.connection.granted);
  }

  async test(displayTitle: string): Promise<void> {
    await this.person.press(this.words.connection.test);
    await this.untilReady(displayTitle);
  }

  /** The wizard closes the card of a connection that works. */
  async untilReady(displayTitle: string): Promise<void> {
    await this.person.page.getByRole('button', { name: this.words.connection.change(displayTitle) }).waitFor();
  }

  async connectExact(): Promise<void> {
    await this.fillExact();
    await this.save();
    await allowAtExact(await this.authorize());
    await this.untilGranted();
    await this.test(exactTitle);
  }

  async fillShop({ wooUrl }: SandboxSystem): Promise<void> {
    const { person, words } = this;
    await this.chooseApplication('WooCommerce');
    await person.fill(words.connection.title, shopTitle);
    await person.fill('Shop URL', wooUrl);
    await person.fill('Consumer key', 'ck_sandbox');
    await person.fill('Consumer secret', 'cs_sandbox');
  }

  async connectShop(system: SandboxSystem): Promise<void> {
    await this.fillShop(system);
    await this.save();
    await this.test(shopTitle);
  }

  async choosePackages(): Promise<void> {
    await this.person.tick(this.words.packages.products);
    await this.person.tick(this.words.packages.orders);
  }

  /** Leaves every flow to be started by hand. */
  async enableNothing(): Promise<void> {
    for (const flow of Object.values(this.words.flows)) await this.person.turn(this.words.enable(flow), false);
  }

  /** The wizard's own window closes when it is finished. */
  async finish(): Promise<void> {
    const closed = this.person.page.waitForEvent('close');
    await this.person.press(this.words.finish);
    await closed;
  }

  /** In an ordinary tab, the new integration takes the place of the wizard. */
  async finishInTab(): Promise<void> {
    await this.person.press(this.words.finish);
    await this.person.page.waitForURL(/\/integrations\/[0-9a-f-]{36}$/);
  }

  /** Loads the page again and insists on standing at the same step. */
  async reload(step: keyof Words['steps']): Promise<void> {
    await this.untilKept();
    await this.person.page.reload();
    await this.untilHeading(this.words.steps[step]);
  }

  /** What is typed is kept on the server a moment later. */
  async untilKept(): Promise<void> {
    await this.person.page.waitForTimeout(keptWithinMs);
  }

  async expectExactKept({ withSecret = false } = {}): Promise<void> {
    await this.expectValues({
      [this.words.connection.title]: exactTitle,
      'Client ID': 'koppel-sandbox',
      Division: '100001',
    });
    if (withSecret) await this.expectValues({ 'Client secret': 'koppel-sandbox-secret' });
  }

  async expectShopKept({ wooUrl }: SandboxSystem): Promise<void> {
    await this.expectValues({ [this.words.connection.title]: shopTitle, 'Shop URL': wooUrl });
  }

  async expectPackagesChosen(): Promise<void> {
    for (const name of Object.values(this.words.packages)) {
      const box = this.person.page.getByRole('checkbox', { name, exact: true });
      await box.waitFor();
      expect([name, await box.isChecked()]).toEqual([name, true]);
    }
  }

  async untilAskedToSignIn(): Promise<void> {
    await this.signInDialog.waitFor();
  }

  /** In the dialog that stands over the page when the session has ended. */
  async signInAgain({ account }: SandboxSystem): Promise<void> {
    const dialog = this.signInDialog;
    const person = this.person.within(dialog);
    await person.fill(this.words.signIn.password, account.password);
    await person.press(this.words.signIn.submit);
    await dialog.waitFor({ state: 'hidden' });
  }

  /** The provider's log-in takes the place of the wizard and leads back to it. */
  async authorizeInTab(): Promise<void> {
    const { person, words } = this;
    await person.press(words.connection.authorize);
    await person.follow(words.sameTab);
    await person.page.getByRole('button', { name: 'Log in' }).waitFor();
    await allowAtExact(person);
  }

  private get signInDialog(): Locator {
    return this.person.page.getByRole('dialog', { name: this.words.server.sessionEnded });
  }

  private async expectValues(values: Record<string, string>): Promise<void> {
    for (const [label, value] of Object.entries(values)) {
      const field = this.person.page.getByLabel(label, { exact: true });
      await field.waitFor();
      expect([label, await field.inputValue()]).toEqual([label, value]);
    }
  }
}

export async function signIn(person: Person, system: SandboxSystem, words: Words = allWords.en): Promise<void> {
  await person.page.goto(system.url);
  await giveCredentials(person, system, words);
  await person.page.getByRole('button', { name: words.start }).first().waitFor();
}

export async function giveCredentials(
  person: Person,
  { account }: SandboxSystem,
  words: Words = allWords.en,
): Promise<void> {
  await person.fill(words.signIn.email, account.email);
  await person.fill(words.signIn.password, account.password);
  await person.press(words.signIn.submit);
}

/** Opens the wizard in its own window from the dashboard. */
export async function openWizard(person: Person, words: Words = allWords.en): Promise<WizardSteps> {
  const button = person.page.getByRole('button', { name: words.start }).first();
  const wizard = new WizardSteps(await person.opening(() => person.press(button)), words);
  await wizard.untilHeading(words.steps.welcome);
  return wizard;
}

/** Where the browser blocks the wizard's window, the dashboard offers this tab. */
export async function openWizardInTab(person: Person, words: Words = allWords.en): Promise<WizardSteps> {
  await person.press(person.page.getByRole('button', { name: words.start }).first());
  await person.follow(words.sameTab);
  const wizard = new WizardSteps(person, words);
  await wizard.untilHeading(words.steps.welcome);
  return wizard;
}

/** Goes on from the dashboard with a wizard that was left. */
export async function takeUpAgain(person: Person, words: Words = allWords.en): Promise<WizardSteps> {
  await person.follow(words.takeUp);
  const wizard = new WizardSteps(person, words);
  await wizard.untilHeading(words.steps.applications);
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
