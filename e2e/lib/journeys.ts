import type { FlowId, Issue, Run } from '@koppel/contracts';
import type { Browser } from 'playwright-core';
import { launchChromium, openBrowser, type BrowserOptions, type TestBrowser } from './browser.js';
import { personBy, type Person, type Way } from './person.js';
import { clearOrganization, startLightSystem, type SandboxSystem } from './sandbox-system.js';
import { signIn } from './wizard-steps.js';
import { texts as allTexts, type Texts } from './texts.js';

/** One system for the journeys of a spec; each journey has machines of its own and finds an empty organization. */
export class Journeys {
  private readonly browsers: TestBrowser[] = [];

  private constructor(
    readonly system: SandboxSystem,
    private readonly chromium: Browser,
  ) {}

  static async start(env: Record<string, string> = {}): Promise<Journeys> {
    return new Journeys(await startLightSystem({ env }), await launchChromium());
  }

  /** Somebody signed in, in front of the dashboard, on a machine that nobody used before. */
  async somebody(way: Way, options: BrowserOptions = {}, texts: Texts = allTexts.en): Promise<Person> {
    const person = await this.nobody(way, options);
    await signIn(person, this.system, texts);
    return person;
  }

  /** Somebody without a session, on a machine that nobody used before. */
  async nobody(way: Way, options: BrowserOptions = {}): Promise<Person> {
    const browser = await openBrowser(options, this.chromium);
    this.browsers.push(browser);
    return personBy(way, await browser.context.newPage());
  }

  async newestRun(flowId: FlowId): Promise<Run> {
    const { items } = await this.system.client.call('listRuns', { flowId, limit: 1 });
    const [run] = items;
    if (!run) throw new Error('the flow has not run yet');
    return run;
  }

  /** An issue of an order for an article that is not known. */
  async openIssue(flowId: FlowId): Promise<Issue> {
    const issues = await this.system.client.allIssues({ flowId });
    const issue = issues.find(({ entity, state }) => entity === 'order' && (state === 'open' || state === 'held'));
    if (!issue) throw new Error(`no order has an issue: ${JSON.stringify(issues)}`);
    return issue;
  }

  findIssue(issueId: Issue['id']): Promise<Issue> {
    return this.system.client.call('getIssue', { issueId });
  }

  /** The code of an article that both sides have. */
  async knownSku(): Promise<string> {
    const products = await this.system.shop.get<{ sku: string }[]>('/records/products');
    const [first] = products;
    if (!first) throw new Error('the shop has no products');
    return first.sku;
  }

  /** Adds an article to the administration as its own screens would, like one that is there. */
  async makeKnown(code: string): Promise<void> {
    const items = await this.system.exact.get<Record<string, unknown>[]>('/entities/logistics/Items');
    const model = items.find(({ IsWebshopItem }) => IsWebshopItem === 1);
    if (!model) throw new Error('the administration has no article for the web shop');
    const { Unit, ItemGroup, SalesVatCode, IsSalesItem, IsStockItem, StartDate } = model;
    await this.system.exact.post('/entities/logistics/Items', {
      ...{ Unit, ItemGroup, SalesVatCode, IsSalesItem, IsStockItem, StartDate },
      ...{ Code: code, Description: `Article ${code}`, IsWebshopItem: 1 },
    });
  }

  /** What went wrong in any window of any machine. */
  get errors(): string[] {
    return this.browsers.flatMap(({ errors }) => errors);
  }

  async endJourney(): Promise<void> {
    await Promise.all(this.browsers.splice(0).map((browser) => browser.close()));
    await this.system.exact.post('/cut-opener', { cutsOpener: false });
    await this.system.exact.post('/consent', { consent: 'ask' });
    await clearOrganization(this.system.client);
  }

  async stop(): Promise<void> {
    await this.chromium.close();
    await this.system.stop();
  }
}
