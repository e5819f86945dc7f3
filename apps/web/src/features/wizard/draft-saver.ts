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

/** Sends what changes in a draft, gathered for a moment; what did not arrive is sent again with what came since. */
export class DraftSaver {
  private pending: DraftChanges = {};
  private inFlight: DraftChanges = {};
  private sending: Promise<void> | undefined;
  private isDue = false;
  private readonly later: (work: () => void, ms: number) => unknown;

  constructor(private readonly options: DraftSaverOptions) {
    this.later = options.later ?? ((work, ms) => setTimeout(work, ms));
  }

  /** What is not known to be saved: what is on its way may still be lost. */
  get unsaved(): DraftChanges {
    return { ...this.inFlight, ...this.pending };
  }

  change(changes: DraftChanges): void {
    this.pending = { ...this.pending, ...changes };
    this.options.onState('unsaved');
    this.plan(GATHER_MS);
  }

  /** Sends what is pending now; fails when it does not arrive. */
  async flush(): Promise<void> {
    // Somebody else who waited for the same may have begun to send the rest.
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
      // It plans the next try itself.
      this.flush().catch(() => undefined);
    }, ms);
  }
}
