/** Injection token of the gateway's parsed environment. */
export const GATEWAY_CONFIG = Symbol('GATEWAY_CONFIG');
