import { flowReasons, reasonsOf } from '@koppel/contracts';

/** Makes the reasons of this service: `runs.…`, `flows.…`, `issues.…`. */
export const reason = reasonsOf(flowReasons);
