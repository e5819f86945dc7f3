/** The built program of a service: what its package exports, or `main.js` beside it. */
export function programOf(service: LaunchedService): string;

/** A process of a local Koppel, as far as starting it in another way needs to know. */
export interface LaunchedService {
  name: string;
  folder: string;
  isSandbox?: boolean;
}
