import type { Choice } from '@koppel/contracts';

/** Long enough for the settings of all flows to be filled in, short enough that a new warehouse shows up soon. */
export const choiceLifeMs = 60_000;
export const maxCachedLists = 200;

interface Held {
  items: Promise<Choice[]>;
  untilMs: number;
}

/** Lists that were read just now, each asked for once however many settings want it. A failure is not kept. */
export class ChoiceCache {
  private readonly held = new Map<string, Held>();

  constructor(private readonly now: () => Date) {}

  get(key: string, load: () => Promise<Choice[]>): Promise<Choice[]> {
    const nowMs = this.now().getTime();
    const known = this.held.get(key);
    if (known && known.untilMs > nowMs) return known.items;
    const items = load();
    this.held.delete(key);
    this.held.set(key, { items, untilMs: nowMs + choiceLifeMs });
    items.catch(() => this.forget(key, items));
    this.dropOldest();
    return items;
  }

  private forget(key: string, items: Promise<Choice[]>): void {
    if (this.held.get(key)?.items === items) this.held.delete(key);
  }

  private dropOldest(): void {
    const [oldest] = this.held.keys();
    if (this.held.size > maxCachedLists && oldest !== undefined) this.held.delete(oldest);
  }
}
