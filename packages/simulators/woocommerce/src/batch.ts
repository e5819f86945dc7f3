import { inputList, isInput, type Input } from './input.js';
import { ok, type Handle } from './rest.js';
import { WooError } from './woo-error.js';

const batchLimit = 100;

export interface BatchActions {
  create: (input: Input) => unknown;
  update: (id: number, input: Input) => unknown;
  remove: (id: number) => unknown;
}

/** `…/batch`: each item gets its own answer; one that fails does not stop the others. */
export function batchHandler(actions: BatchActions, beforeEach: () => Promise<void> = async () => {}): Handle {
  return async ({ body }) => {
    const creates = inputList(body.create);
    const updates = inputList(body.update);
    const removals = Array.isArray(body.delete) ? body.delete.map(idOf).filter((id) => id > 0) : [];
    if (creates.length + updates.length + removals.length > batchLimit) {
      throw new WooError(
        413,
        'woocommerce_rest_request_entity_too_large',
        `Unable to accept more than ${batchLimit} items for this request.`,
      );
    }
    const attempts = async <Item>(items: readonly Item[], attemptOne: (item: Item) => unknown): Promise<unknown[]> => {
      const results: unknown[] = [];
      for (const item of items) {
        await beforeEach();
        results.push(attemptOne(item));
      }
      return results;
    };
    const create = await attempts(creates, (input) => attempt(0, () => actions.create(input)));
    const update = await attempts(updates, (input) =>
      attempt(idOf(input.id), () => actions.update(idOf(input.id), input)),
    );
    const removed = await attempts(removals, (id) => attempt(id, () => actions.remove(id)));
    return ok({
      ...(creates.length > 0 ? { create } : {}),
      ...(updates.length > 0 ? { update } : {}),
      ...(removals.length > 0 ? { delete: removed } : {}),
    });
  };
}

function idOf(value: unknown): number {
  return Math.trunc(Number(isInput(value) ? value.id : value)) || 0;
}

function attempt(id: number, act: () => unknown): unknown {
  try {
    return act();
  } catch (error: unknown) {
    if (error instanceof WooError) return { id, error: error.toBody() };
    throw error;
  }
}
