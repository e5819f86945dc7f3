import { Injectable } from '@nestjs/common';

/** Held by a loop that must never stand still. */
export interface LoopWatch {
  /** The loop went round once more. */
  beat(): void;
  /** The loop has ended as it should. */
  end(): void;
}

/**
 * Whether this process is worth keeping: every watched loop went round lately. A blocked event loop answers no probe at all.
 * What is away (Postgres, NATS) does not count here: a restart would not bring it back.
 */
@Injectable()
export class Liveness {
  private readonly loops = new Map<string, { limitMs: number; beatAtMs: number }>();

  /** Watches a loop from now on; it counts as hung when it does not beat for so long. */
  watch(name: string, limitMs: number): LoopWatch {
    const loop = { limitMs, beatAtMs: performance.now() };
    this.loops.set(name, loop);
    return {
      beat: () => (loop.beatAtMs = performance.now()),
      end: () => void this.loops.delete(name),
    };
  }

  check(): { status: 'alive' | 'hung'; hung: string[] } {
    const now = performance.now();
    const hung = [...this.loops].flatMap(([name, { limitMs, beatAtMs }]) => (now - beatAtMs > limitMs ? [name] : []));
    return { status: hung.length > 0 ? 'hung' : 'alive', hung };
  }
}
