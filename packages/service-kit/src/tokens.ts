/** Injection token of the service's parsed environment. */
export const SERVICE_CONFIG = Symbol('SERVICE_CONFIG');
/** Injection token of the service's name. */
export const SERVICE_NAME = Symbol('SERVICE_NAME');
