import { exactOnline } from '@koppel/connector-exact-online';
import { medusa } from '@koppel/connector-medusa';
import { sharedReasons, type Connector } from '@koppel/connector-sdk';
import { vendure } from '@koppel/connector-vendure';
import { woocommerce } from '@koppel/connector-woocommerce';
import type { ReasonCatalogue } from '@koppel/contracts';

/** Every application that Koppel connects; a new connector is added here and nowhere else. */
export const connectors: readonly Connector[] = [exactOnline, medusa, vendure, woocommerce];

const byId: ReadonlyMap<string, Connector> = new Map(connectors.map((connector) => [connector.id, connector]));

/** The messages of everything that connectors can say: of their own reasons, and of calls that failed. */
export const connectorReasons: readonly ReasonCatalogue[] = [
  sharedReasons,
  ...connectors.map(({ reasons }) => reasons),
];

/** The connector of an application, by its id in kebab case. */
export function findConnector(id: string): Connector | undefined {
  return byId.get(id);
}
