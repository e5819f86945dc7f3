import type { FlowDefinition, Language, Package } from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { catalogTexts, translateForm, type CatalogTexts } from '../language/translation.js';

/** A package with everything that a person reads of it in another language. */
export function translatePackage(offered: Package, language: Language, connectors: readonly Connector[]): Package {
  const own = catalogTexts[language];
  if (!own) return offered;
  const flows = offered.flows.map((flow) => ({
    ...flow,
    ...own.flows[flow.key],
    settingsSchema: translateSettings(flow, { own, language, connectors }),
  }));
  return { ...offered, ...own.packages[offered.id], flows };
}

interface Texts {
  own: CatalogTexts;
  language: Language;
  connectors: readonly Connector[];
}

/** A setting belongs to the application of its side; without a side, to the engine. */
function translateSettings(
  flow: FlowDefinition,
  { own, language, connectors }: Texts,
): FlowDefinition['settingsSchema'] {
  const settingsOf = (applicationId: string) =>
    connectors.find(({ id }) => id === applicationId)?.translations?.[language]?.settings;
  const source = settingsOf(flow.sourceApplicationId);
  const target = settingsOf(flow.targetApplicationId);
  return translateForm(flow.settingsSchema, (name, { 'x-side': side }) => {
    if (side === undefined) return own.settings[name];
    return (side === 'source' ? source : target)?.[name];
  });
}
