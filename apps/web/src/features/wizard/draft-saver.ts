import type { Draft } from '@koppel/contracts';

export type DraftChanges = Partial<
  Pick<Draft, 'step' | 'applicationIds' | 'connectionIds' | 'integrationId' | 'values'>
>;
export type SavingState = 'saved' | 'saving' | 'unsaved';

const GATHER_MS = 700;
const AGAIN_MS = 5000;

export interface DraftSaverOptions {
  save: (changes: DraftChanges) => Promise<unknown>;
  onState: (state: SavingState) => void;
  /** Whether the same would be refused again. */
  isFinal?: (error: unknown) => boolean;
  later?: (work: () => void, ms: number) => unknown;
}

/** Saves changes of a draft, batched; failed changes are retried together with later ones. */
export class DraftSaver {
  private pending: DraftChanges = {};
  private inFlight: DraftChanges = {};
  private sending: Promise<void> | undefined;
  private isDue = false;
  private readonly later: (work: () => void, ms: number) => unknown;

  constructor(private readonly options: DraftSaverOptions) {
    this.later = options.later ?? ((work, ms) => setTimeout(work, ms));
  }

  /** Changes not confirmed as saved, including those in flight. */
  get unsaved(): DraftChanges {
    return { ...this.inFlight, ...this.pending };
  }

  change(changes: DraftChanges): void {
    this.pending = { ...this.pending, ...changes };
    this.options.onState('unsaved');
    this.plan(GATHER_MS);
  }

  /** Sends pending changes now; rejects when that fails. */
  async flush(): Promise<void> {
    // Another caller may have started to send the rest.
    while (this.sending) await this.sending.catch(() => undefined);
    if (Object.keys(this.pending).length === 0) return;
    this.sending = this.send().finally(() => (this.sending = undefined));
    await this.sending;
  }

  private async send(): Promise<void> {
    const changes = this.pending;
    this.pending = {};
    this.inFlight = changes;
    this.options.onState('saving');
    try {
      await this.options.save(changes);
    } catch (error: unknown) {
      this.pending = { ...changes, ...this.pending };
      this.options.onState('unsaved');
      if (!this.options.isFinal?.(error)) this.plan(AGAIN_MS);
      throw error;
    } finally {
      this.inFlight = {};
    }
    this.options.onState(Object.keys(this.pending).length === 0 ? 'saved' : 'unsaved');
  }

  private plan(ms: number): void {
    if (this.isDue) return;
    this.isDue = true;
    this.later(() => {
      this.isDue = false;
      // It schedules its own retry.
      this.flush().catch(() => undefined);
    }, ms);
  }
}
