import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { addStateCollector, type StateCollector } from './metrics.js';

/** Reads state into gauges for as long as the service runs; collectors are added in `onApplicationBootstrap`. */
@Injectable()
export class StateMetrics implements OnApplicationShutdown {
  private readonly removals: (() => void)[] = [];

  add(...collectors: StateCollector[]): void {
    this.removals.push(...collectors.map(addStateCollector));
  }

  onApplicationShutdown(): void {
    for (const remove of this.removals) remove();
  }
}
