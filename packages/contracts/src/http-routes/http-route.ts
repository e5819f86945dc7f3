import type { HttpAddress } from '../http-addresses.js';
import type { Contract } from '../message.js';

/** One operation of the public REST API: path parameters, query and body together are the contract's request. */
export interface HttpRoute<C extends Contract = Contract> extends HttpAddress {
  contract: C;
  summary: string;
  tag: string;
}

export function route<C extends Contract>(definition: HttpRoute<C>): HttpRoute<C> {
  return definition;
}
