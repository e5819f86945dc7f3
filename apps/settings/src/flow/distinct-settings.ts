import type { Flow, FlowDefinition, FlowSettings } from '@koppel/contracts';

/** A flow that writes the same kind of records to the same account as another one. */
export interface Sibling {
  settings: FlowSettings;
  integrationTitle: string;
}

/** Settings that must differ between siblings, each with the text that the second and later ones get. */
function distinctSettings({ settingsSchema }: FlowDefinition): [name: string, pattern: string][] {
  const properties = (settingsSchema['properties'] ?? {}) as Record<string, { 'x-distinct'?: string }>;
  return Object.entries(properties).flatMap(([name, { 'x-distinct': pattern }]) => (pattern ? [[name, pattern]] : []));
}

/** The settings of a new flow that cannot stand at their defaults, because a sibling has the same value already. */
export function distinctDefaults(definition: FlowDefinition, siblings: readonly Sibling[]): FlowSettings {
  const { defaultSettings } = definition;
  return Object.fromEntries(
    distinctSettings(definition).flatMap(([name, pattern]) => {
      const taken = new Set(siblings.map(({ settings }) => settings[name] ?? defaultSettings[name]));
      return taken.has(defaultSettings[name]) ? [[name, firstFree(pattern, taken)]] : [];
    }),
  );
}

function firstFree(pattern: string, taken: ReadonlySet<unknown>): string {
  let number = 2;
  while (taken.has(textOf(pattern, number))) number += 1;
  return textOf(pattern, number);
}

function textOf(pattern: string, number: number): string {
  return pattern.replace('{n}', String(number));
}

/** The distinct settings of a flow that siblings give the same value, with the titles of their integrations. */
export function sharedSettings(
  { settings }: Pick<Flow, 'settings'>,
  definition: FlowDefinition,
  siblings: readonly Sibling[],
): { name: string; integrationTitles: string[] }[] {
  return distinctSettings(definition)
    .map(([name]) => {
      const valueOf = (one: FlowSettings) => one[name] ?? definition.defaultSettings[name];
      const same = siblings.filter((sibling) => valueOf(sibling.settings) === valueOf(settings));
      return { name, integrationTitles: same.map(({ integrationTitle }) => integrationTitle) };
    })
    .filter(({ integrationTitles }) => integrationTitles.length > 0);
}
