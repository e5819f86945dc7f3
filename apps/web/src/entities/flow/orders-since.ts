import type { Flow, FlowDefinition } from '@koppel/contracts';

/** The day or instant since which the orders of a flow must have been placed. */
export type OrdersSince = { day: string } | { instant: string };

/** By the settings that readers of orders share; undefined where orders of any age are taken. */
export function ordersSinceOf(
  { defaultSettings }: Pick<FlowDefinition, 'defaultSettings'>,
  { settings, enabledAt, createdAt }: Pick<Flow, 'settings' | 'enabledAt' | 'createdAt'>,
): OrdersSince | undefined {
  const { ordersFrom, ordersFromDate } = { ...defaultSettings, ...settings };
  if (ordersFrom === 'date' && typeof ordersFromDate === 'string') return { day: ordersFromDate };
  const instant = enabledAt ?? createdAt;
  return ordersFrom === 'enabled' && instant !== undefined ? { instant } : undefined;
}
