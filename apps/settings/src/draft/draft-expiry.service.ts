import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Background, CLOCK, Database, type Clock } from '@koppel/service-kit';
import { unusedForDays } from './draft.js';
import { DraftRepository } from './draft.repository.js';

const hourMs = 3_600_000;

/** Deletes drafts that nobody used for a month. Every replica does; to delete twice does no harm. */
@Injectable()
export class DraftExpiry implements OnApplicationBootstrap {
  constructor(
    private readonly database: Database,
    private readonly drafts: DraftRepository,
    private readonly background: Background,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.background.interval({ name: 'draft expiry', everyMs: hourMs, isImmediate: true, work: () => this.expire() });
  }

  async expire(now = this.clock.now()): Promise<void> {
    const since = new Date(now.getTime() - unusedForDays * 24 * hourMs);
    await this.database.asSystem((transaction) => this.drafts.removeUnusedSince(transaction, since));
  }
}
