// Writes deploy/nats/accounts.conf from the contracts. Run it after a service asks, answers or tells something new, and say
// in scripts/lib/nats-accounts.mjs who asks whom.
import * as contracts from '@koppel/contracts';
import { writeFileSync } from 'node:fs';
import { accountsFile, natsAccounts } from './lib/nats-accounts.mjs';

writeFileSync(accountsFile, natsAccounts(contracts));
