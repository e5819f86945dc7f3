import type { KoppelClient } from './koppel-client.js';

/** Requests of a person's console, one after the other and several at once, until it is stopped. */
export class SteadyLoad {
  readonly lost: string[] = [];
  answered = 0;
  private isStopping = false;
  private readonly workers: Promise<void>[];

  /** @param client asked for each request anew: a load balancer sends none to a gateway that is being stopped */
  constructor(
    private readonly client: () => KoppelClient,
    atOnce = 3,
  ) {
    this.workers = Array.from({ length: atOnce }, () => this.work());
  }

  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.workers);
  }

  private async work(): Promise<void> {
    const requests = [
      (client: KoppelClient) => client.call('listIntegrations', {}),
      (client: KoppelClient) => client.call('listConnections', {}),
      (client: KoppelClient) => client.call('listRuns', {}),
      (client: KoppelClient) => client.call('listApplications', {}),
    ];
    for (let turn = 0; !this.isStopping; turn += 1) {
      const began = new Date().toISOString();
      try {
        await requests[turn % requests.length]?.(this.client());
        this.answered += 1;
      } catch (error: unknown) {
        this.lost.push(`${began}, request ${turn % requests.length}: ${String(error)}`);
      }
      await new Promise((resolve) => setTimeout(resolve, 40));
    }
  }
}
