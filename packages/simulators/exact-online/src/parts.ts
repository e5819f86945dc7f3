import type { Clock } from './clock.js';
import type { Faults } from './control/faults.js';
import type { Journal } from './control/journal.js';
import type { Limits } from './limits/limits.js';
import type { App, Grants } from './oauth/grants.js';
import type { Consent, User } from './oauth/oauth.router.js';
import type { Deletions, PaymentSwitches, VatAmounts } from './rules/rules.js';
import type { World } from './store/world.js';
import type { Webhooks } from './webhooks/webhooks.js';

/** Switches for tests while the simulator runs. */
export interface Settings {
  latencyMs: number;
  consent: Consent;
  cutsOpener: boolean;
  vatAmounts: VatAmounts;
  deletions: Deletions;
  payments: PaymentSwitches;
}

/** The parts of a running simulator. */
export interface SimulatorParts {
  clock: Clock;
  world: World;
  grants: Grants;
  limits: Limits;
  faults: Faults;
  journal: Journal;
  webhooks: Webhooks;
  settings: Settings;
  user: User;
  apps: readonly App[];
  publicUrl: () => string;
  reset: () => void;
}
