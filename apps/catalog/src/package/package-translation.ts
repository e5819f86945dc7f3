import type { Package } from '@koppel/contracts';
import { translateSchema, type Translate } from '../language/translation.js';

/** A package with everything that a person reads of it in another language. */
export function translatePackage(offered: Package, translate: Translate): Package {
  return {
    ...offered,
    title: translate(offered.title),
    description: translate(offered.description),
    flows: offered.flows.map((flow) => ({
      ...flow,
      title: translate(flow.title),
      description: translate(flow.description),
      settingsSchema: translateSchema(flow.settingsSchema, translate),
    })),
  };
}
