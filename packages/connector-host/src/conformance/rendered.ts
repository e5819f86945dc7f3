import { sharedReasons, type Connector } from '@koppel/connector-sdk';
import { languages, mergeCatalogues, renderReason, type Reason } from '@koppel/contracts';

/** Every reason has a sentence in every language; an unknown code would show itself. */
export function expectRendered({ reasons }: Connector, shown: (Reason | undefined)[]): void {
  const catalogue = mergeCatalogues([sharedReasons, reasons]);
  for (const reason of shown) {
    for (const language of languages) {
      expect(reason && renderReason(reason, catalogue, language)).not.toBe(reason?.code);
    }
  }
}
