import { exactOnline } from '@koppel/connector-exact-online';
import { medusa } from '@koppel/connector-medusa';
import type { Connector } from '@koppel/connector-sdk';
import { vendure } from '@koppel/connector-vendure';
import { woocommerce } from '@koppel/connector-woocommerce';

/** Every application that Koppel connects; a new connector is added here and nowhere else. */
export const connectors: readonly Connector[] = [exactOnline, medusa, vendure, woocommerce];

const byId: ReadonlyMap<string, Connector> = new Map(connectors.map((connector) => [connector.id, connector]));

/** The connector of an application, by its id in kebab case. */
export function findConnector(id: string): Connector | undefined {
  return byId.get(id);
}
