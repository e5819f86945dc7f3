import type { EntityKind, Run } from '@koppel/contracts';
import { texts } from './texts.js';

const titles = new Map<string, string>(Object.entries(texts.flows));

const keys: Record<EntityKind, string> = {
  product: 'products',
  stock_level: 'stock-levels',
  price: 'prices',
  customer: 'customers',
  order: 'orders',
  credit: 'credits',
  payment: 'payments',
};

/** A flow's title in the page's language; an unknown flow keeps the title of its package. */
export function flowTitle(flow: { key: string; title: string }): string {
  return titles.get(flow.key) ?? flow.title;
}

/** The title of the flow that a run belongs to; a run names its entity, not the key of its flow. */
export function flowTitleOfRun(run: Pick<Run, 'entity' | 'flowTitle'>): string {
  return flowTitle({ key: keys[run.entity], title: run.flowTitle });
}

/** What one record of a kind and several of them are called, in the page's language. */
export const entityLabels = texts.entities;
