import type { ConnectorContext } from './context.js';

/** Keeps one look-up per run, also when several ask at once; a failed one is asked again. */
export async function once<Value>(
  context: Pick<ConnectorContext, 'cache'>,
  key: string,
  load: () => Promise<Value>,
): Promise<Value> {
  const known = context.cache.get(key) as Promise<Value> | undefined;
  if (known) return known;
  const loading = load();
  context.cache.set(key, loading);
  loading.catch(() => context.cache.delete(key));
  return loading;
}
