/** Injection token of the list of connectors. */
export const CONNECTORS = Symbol('CONNECTORS');
