import * as contracts from '@koppel/contracts';
import type { Contract } from '@koppel/contracts';
import { operationIds, requestsOf, type Sender } from './operation-requests.js';
import type { Ids } from './two-organizations.js';

/** A user of NATS, as `deploy/nats/accounts.conf` has them. */
export type NatsUser = 'gateway' | 'connections' | 'settings' | 'flow-runner' | 'notifications';

/** How a subject is tried: who may ask on it, and what. */
export interface SubjectTrial {
  contract: Contract;
  user: NatsUser;
  requests(ids: Ids, sender: Sender): object[];
}

const access = { limits: { concurrency: 1 }, change: { wanted: 1, unused: 0, unusedAgeMs: 0, errors: 0, report: {} } };
const nothing = () => [{}];
const reason = { code: 'connections.refused', params: {} };

/** By name in the contracts, those that are no operations of the API. Who adds one adds its line. */
const betweenServices: Record<string, Omit<SubjectTrial, 'contract'>> = {
  accessGet: { user: 'flow-runner', requests: ({ connectionId }) => [{ connectionId }] },
  connectionReport: {
    user: 'flow-runner',
    requests: ({ connectionId }) => [{ connectionId, problem: 'unauthorized', reason }],
  },
  settingsCheck: {
    user: 'settings',
    requests: ({ connectionId }) => [{ connectionId, side: 'target', entity: 'order', settings: {} }],
  },
  budgetChange: {
    user: 'connections',
    requests: ({ connectionId }) => [{ connectionId, applicationId: 'exact-online', account: 'nl:100001', ...access }],
  },
  flowConditionList: { user: 'notifications', requests: nothing },
  memberList: { user: 'notifications', requests: nothing },
  scheduledFlowList: { user: 'flow-runner', requests: nothing },
  enabledFlowList: { user: 'flow-runner', requests: nothing },
  mailSend: { user: 'gateway', requests: nothing },
  organizationSettingsDelete: { user: 'gateway', requests: nothing },
  organizationLedgerDelete: { user: 'gateway', requests: nothing },
  organizationConnectionsDelete: { user: 'gateway', requests: nothing },
  organizationWebhooksDelete: { user: 'gateway', requests: nothing },
};

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'subject' in value && 'request' in value && 'reply' in value;

/** What the gateway answers in the same process is no message. */
const isMessage = ({ subject }: Contract): boolean =>
  subject === contracts.memberList.subject || !subject.startsWith('gateway.');

/** Every contract of `@koppel/contracts` that is a message, by subject. */
export function subjects(): string[] {
  const all = [...Object.values<unknown>(contracts), ...Object.values(contracts.operations)].filter(isContract);
  return [...new Set(all.filter(isMessage).map(({ subject }) => subject))].sort();
}

/** A trial of each subject. */
export function subjectTrials(): SubjectTrial[] {
  const ofApi = operationIds.map((operationId): SubjectTrial => {
    const requests: SubjectTrial['requests'] = (ids, sender) => requestsOf(operationId, ids, sender);
    return { contract: contracts.operations[operationId], user: 'gateway', requests };
  });
  const named: Record<string, unknown> = { ...contracts };
  const others = Object.entries(betweenServices).map(([name, trial]) => ({
    ...trial,
    contract: named[name] as Contract,
  }));
  return [...ofApi, ...others].filter(({ contract }) => isMessage(contract));
}
