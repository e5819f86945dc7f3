/*
 * Closed lists of words, apart from the schemas made of them: a page can read its address by them before it has loaded
 * anything that checks.
 */
/** Languages of everything that people read. A further language is added here; the compiler then asks for its files. */
export const languages = ['en', 'nl'] as const;
/** From most to least. */
export const roles = ['owner', 'admin', 'operator', 'viewer'] as const;
export const entityKinds = ['product', 'stock_level', 'price', 'customer', 'order'] as const;
export const recordOutcomes = ['created', 'updated', 'unchanged', 'filtered', 'failed', 'held'] as const;
export const issueStates = ['open', 'held', 'retrying', 'resolved', 'skipped'] as const;
/** What a run does. reconcile: reads the source from its beginning. */
export const runKinds = ['sync', 'preview', 'retry', 'reconcile'] as const;
/** What started a run. */
export const runTriggers = ['schedule', 'webhook', 'manual'] as const;
export const runStates = ['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled'] as const;

export const webhookStates = ['enabled', 'disabled'] as const;
export const webhookDeliveryStates = ['waiting', 'delivered', 'dead'] as const;
