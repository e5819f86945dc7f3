import type { Run } from '@koppel/contracts';
import type { Page } from 'playwright-core';

/** What a person does in the wizard, by the names that stand on the screen. */

export async function signIn(page: Page, url: string, account: { email: string; password: string }): Promise<void> {
  await page.goto(url);
  await page.getByLabel('E-mail', { exact: true }).fill(account.email);
  await page.getByLabel('Password', { exact: true }).fill(account.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Start integrating' }).first().waitFor();
}

export async function openWizard(page: Page): Promise<Page> {
  const opened = page.context().waitForEvent('page');
  await page.getByRole('button', { name: 'Start integrating' }).first().click();
  const wizard = await opened;
  await wizard.getByRole('heading', { name: 'Connect two applications' }).waitFor();
  return wizard;
}

export async function goOn(wizard: Page, heading: string): Promise<void> {
  await wizard.getByRole('button', { name: 'Next', exact: true }).click();
  await wizard.getByRole('heading', { name: heading, exact: true }).waitFor();
}

export async function chooseApplication(wizard: Page, name: string): Promise<void> {
  await wizard.getByRole('radio', { name, exact: true }).click();
  await wizard.getByLabel('Display title', { exact: true }).waitFor();
}

/** Fills the fields by their labels and saves; a choice is taken by what it says. */
export async function saveConnection(
  wizard: Page,
  values: Record<string, string>,
  choices: Record<string, string> = {},
): Promise<void> {
  for (const [label, value] of Object.entries(values)) await wizard.getByLabel(label, { exact: true }).fill(value);
  for (const [label, choice] of Object.entries(choices))
    await wizard.getByLabel(label, { exact: true }).selectOption(choice);
  await wizard.getByRole('button', { name: 'Save', exact: true }).click();
  await wizard.getByText('Saved.', { exact: true }).waitFor();
}

/** Logs in at Exact Online in the window that opens, and allows access there. */
export async function authorizeAtExact(
  wizard: Page,
  login: { username: string; password: string },
  look: (popup: Page, name: string) => Promise<void>,
): Promise<void> {
  const opened = wizard.waitForEvent('popup');
  await wizard.getByRole('button', { name: 'Authorize', exact: true }).click();
  const popup = await opened;
  await popup.locator('#username').fill(login.username);
  await popup.locator('#password').fill(login.password);
  await look(popup, 'exact-log-in');
  await popup.locator('#login-button').click();
  await popup.locator('#allow').waitFor();
  await look(popup, 'exact-consent');
  await popup.locator('#allow').click();
  await wizard.getByText('Access is granted', { exact: true }).waitFor();
}

/** Tests the connection; the wizard then closes its card, which says Ready and what was checked. */
export async function testConnection(wizard: Page, displayTitle: string): Promise<void> {
  await wizard.getByRole('button', { name: 'Test connection', exact: true }).click();
  await wizard.getByRole('button', { name: `Change ${displayTitle}` }).waitFor();
}

/** Starts a flow by hand on the page of its integration, follows the link to the run and waits there for its end. */
export async function runByHand(page: Page, integrationUrl: string, flowTitle: string): Promise<Run['id']> {
  await page.goto(integrationUrl);
  const row = page
    .getByRole('table', { name: 'Flows' })
    .getByRole('row')
    .filter({ has: page.getByText(flowTitle, { exact: true }) });
  const answered = page.waitForResponse(
    (response) => response.request().method() === 'POST' && /\/flows\/[^/]+\/runs$/.test(response.url()),
  );
  await row.getByRole('button', { name: 'Run now' }).click();
  const { id } = (await (await answered).json()) as Run;
  await row.locator(`a[href="/runs/${id}"]`).click();
  await page.getByRole('heading', { name: `Run of ${flowTitle}` }).waitFor();
  await page
    .getByText(/^(Completed|Failed|Cancelled)$/)
    .first()
    .waitFor({ timeout: 300_000 });
  return id;
}
