import type { Flow, FlowDefinition, Package } from '@koppel/contracts';

/** The definition of a flow in the packages offered for its integration. */
export function findDefinition(packages: Package[], flow: Pick<Flow, 'packageId' | 'key'>): FlowDefinition | undefined {
  return packages.find(({ id }) => id === flow.packageId)?.flows.find(({ key }) => key === flow.key);
}

/**
 * The setting that the field of a reason names, by itself or behind the record that is delivered first (`customer.updateCustomers`);
 * undefined where it is a field of the record.
 */
export function settingOfField(
  { settingsSchema }: Pick<FlowDefinition, 'settingsSchema'>,
  field: string,
): { name: string; title: string } | undefined {
  const properties = Object.entries((settingsSchema['properties'] ?? {}) as Record<string, { title?: string }>);
  const [name, setting] = properties.find(([known]) => field.split('.').slice(0, 2).includes(known)) ?? [];
  return name === undefined ? undefined : { name, title: setting?.title ?? name };
}
