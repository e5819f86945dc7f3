// `node tools/run.mjs nats-accounts` writes deploy/nats/accounts.conf from the contracts. Run it after a service requests, answers or
// publishes something new; `requests` below says who requests what from whom.
import type * as contracts from '@koppel/contracts';
import { createHmac } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryRoot } from './state.ts';

type Contracts = typeof contracts;
type Service = 'connections' | 'catalog' | 'settings' | 'flow-runner' | 'notifications';

interface Permissions {
  publish: string[];
  subscribe: string[];
  isAnswering?: boolean;
}

/** The file that `npm start`, compose and Kubernetes give to NATS. */
export const accountsFile = join(repositoryRoot, 'deploy', 'nats', 'accounts.conf');

/** Whose messages begin with which word; every contract's subject and every event type does. */
const owners: Record<string, Service> = {
  connections: 'connections',
  catalog: 'catalog',
  settings: 'settings',
  flows: 'flow-runner',
  notifications: 'notifications',
};

/** What each service requests. The gateway requests what its public API offers, so its requests are found in the operations;
 * beside them it has an organization deleted and mails sent, and asks how an organization is. It answers who works in an organization. */
const requests = {
  connections: ['budgetChange', 'integrationList'],
  catalog: [],
  notifications: ['connectionList', 'flowConditionList', 'memberList'],
  settings: ['connectionGet', 'connectionList', 'packageList', 'proposalGet', 'settingsCheck'],
  'flow-runner': ['accessGet', 'connectionGet', 'connectionReport', 'enabledFlowList', 'flowGet', 'scheduledFlowList'],
} satisfies Record<Service, (keyof Contracts)[]>;

const isContract = (value: unknown): value is { subject: string } =>
  typeof value === 'object' && value !== null && 'subject' in value && 'request' in value;
const belongsTo = (service: Service) => (subject: string) => owners[subject.split('.')[0] ?? ''] === service;

/** JetStream's own requests: looking at a stream, and making it where it is missing. */
const keepStream = (name: string) => [`$JS.API.STREAM.INFO.${name}`, `$JS.API.STREAM.CREATE.${name}`];

function gateway({
  operations,
  organizationDeletions,
  mailSend,
  flowConditionList,
  memberList,
  eventTypes,
  readinessSubject,
  serviceNames,
}: Contracts): Permissions {
  const requested = [...Object.values(operations), ...Object.values(organizationDeletions), mailSend, flowConditionList]
    .map(({ subject }) => subject)
    // What it answers itself is no message.
    .filter((subject) => !subject.startsWith('gateway.'));
  const readiness = serviceNames.filter((name) => name !== 'gateway').map(readinessSubject);
  return {
    isAnswering: true,
    publish: [...requested, ...readiness],
    subscribe: [...eventTypes, `${memberList.subject} gateway`],
  };
}

/** A service behind the gateway: it answers what is its own, in a queue, so that it cannot listen beside its replicas. */
function behindGateway(name: Service, contracts: Contracts): Permissions {
  const { eventTypes, readinessSubject, streams } = contracts;
  const all = [...Object.values<unknown>(contracts), ...Object.values(contracts.operations)].filter(isContract);
  const own = [...new Set(all.map(({ subject }) => subject))].filter(belongsTo(name));
  const events = eventTypes.filter(belongsTo(name));
  const requested = requests[name].map((contract) => contracts[contract].subject);
  const outbox = [streams.events.name, streams.work.name].flatMap(keepStream);
  return {
    isAnswering: true,
    publish: [...requested, ...events, ...(events.length > 0 ? ['$JS.API.INFO', ...outbox] : [])],
    subscribe: [...own, readinessSubject(name)].map((subject) => `${subject} ${name}`),
  };
}

/** What a durable consumer needs. */
function consumerOf(stream: string, durable: string): string[] {
  const consumer = `${stream}.${durable}`;
  return [
    ...['CREATE', 'INFO', 'MSG.NEXT'].map((verb) => `$JS.API.CONSUMER.${verb}.${consumer}`),
    `$JS.ACK.${consumer}.>`,
  ];
}

/** The notifications service also reads the events, and keeps their copy in the account EVENTS. */
function notifications(contracts: Contracts): Permissions {
  const service = behindGateway('notifications', contracts);
  const { name } = contracts.streams.events;
  const stream = ['$JS.API.INFO', ...keepStream(name), ...keepStream(contracts.streams.work.name)];
  const copy = copyRequests(name).map((request) => `${contracts.eventCopy.api}.${request}`);
  return { ...service, publish: [...service.publish, ...stream, ...copy, ...consumerOf(name, 'webhooks')] };
}

/** What KOPPEL may request of JetStream in the account EVENTS: the copy of the stream, and nothing else. */
const copyRequests = (stream: string) => ['INFO', 'CREATE', 'DELETE'].map((verb) => `STREAM.${verb}.${stream}`);

/** The flow-runner also takes work, and hears of settings and connections that changed. */
function flowRunner(contracts: Contracts): Permissions {
  const { streams } = contracts;
  const { isAnswering, publish, subscribe } = behindGateway('flow-runner', contracts);
  return {
    isAnswering,
    publish: [...publish, ...streams.work.subjects, ...consumerOf(streams.work.name, 'flow-runner')],
    subscribe: [...subscribe, 'connections.v1.connection.changed', 'settings.v1.flow.changed'],
  };
}

/** A service of somebody else that follows the copy of the events with consumers of its own. */
function eventReader({ streams }: Contracts): Permissions {
  const { name } = streams.events;
  const consumers = ['CREATE', 'DELETE', 'DURABLE.CREATE', 'INFO', 'MSG.NEXT'].map(
    (verb) => `$JS.API.CONSUMER.${verb}.${name}.>`,
  );
  const consumersOfStream = ['CREATE', 'LIST', 'NAMES'].map((verb) => `$JS.API.CONSUMER.${verb}.${name}`);
  const stream = ['INFO', 'MSG.GET'].map((verb) => `$JS.API.STREAM.${verb}.${name}`);
  return {
    publish: [
      ...['$JS.API.INFO', '$JS.API.STREAM.NAMES', ...stream],
      ...[...consumers, ...consumersOfStream, `$JS.ACK.${name}.>`],
    ],
    subscribe: [],
  };
}

/** The users and the subjects that each may publish and subscribe to in its account: `events` in EVENTS, all others in KOPPEL. */
function natsPermissions(contracts: Contracts) {
  const users = {
    gateway: gateway(contracts),
    connections: behindGateway('connections', contracts),
    catalog: behindGateway('catalog', contracts),
    settings: behindGateway('settings', contracts),
    'flow-runner': flowRunner(contracts),
    notifications: notifications(contracts),
    events: eventReader(contracts),
  } satisfies Record<string, Permissions>;
  for (const [name, { subscribe }] of Object.entries(users)) subscribe.push(`_INBOX_${name}.>`);
  return users;
}

/** The environment variable that holds a user's password. */
export const variableOf = (user: string): string => `NATS_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

function blockOf([user, { publish, subscribe, isAnswering }]: [string, Permissions]): string {
  const list = (subjects: string[]) => [...new Set(subjects)].sort().map((subject) => `            "${subject}"`);
  const allowed = publish.length > 0 ? ['allow: [', ...list(publish), '          ]'] : ['deny: ">"'];
  return [
    ...['      {', `        user: ${user}`, `        password: $${variableOf(user)}`, '        permissions {'],
    ...[
      `          publish: { ${allowed.join('\n')} }`,
      '          subscribe: { allow: [',
      ...list(subscribe),
      '          ] }',
    ],
    ...[...(isAnswering ? ['          allow_responses: true'] : []), '        }', '      }'],
  ].join('\n');
}

/** A subject that one account answers (`service`) or publishes (`stream`) for another one, where it may be named `to`. */
interface Shared {
  kind: 'service' | 'stream';
  from: string;
  by: string;
  subject: string;
  to?: string;
}

/** What crosses the border between KOPPEL and EVENTS: the copy of the events, and the requests that keep it. */
function sharedSubjects({ streams, eventCopy }: Contracts): Shared[] {
  const { name } = streams.events;
  const fromKoppel = { from: 'KOPPEL', by: 'EVENTS' };
  const consumer = `CONSUMER.CREATE.${name}`;
  return [
    { ...fromKoppel, kind: 'service', subject: `$JS.API.${consumer}`, to: `${eventCopy.originApi}.${consumer}` },
    { ...fromKoppel, kind: 'service', subject: `$JS.FC.${name}.>` },
    { ...fromKoppel, kind: 'stream', subject: `${eventCopy.deliverPrefix}.>` },
    ...copyRequests(name).map((request): Shared => {
      const subject = `$JS.API.${request}`;
      return { kind: 'service', from: 'EVENTS', by: 'KOPPEL', subject, to: `${eventCopy.api}.${request}` };
    }),
  ];
}

/** The exports and imports of an account. */
function bordersOf(account: string, shared: Shared[]): string {
  const exported = shared.filter(({ from }) => from === account);
  const imported = shared.filter(({ by }) => by === account);
  return [
    '    exports: [',
    ...exported.map(({ kind, subject, by }) => `      { ${kind}: "${subject}", accounts: [${by}] }`),
    ...['    ]', '    imports: ['],
    ...imported.map(({ kind, from, subject, to }) => {
      const renamed = to ? `, to: "${to}"` : '';
      return `      { ${kind}: { account: ${from}, subject: "${subject}" }${renamed} }`;
    }),
    '    ]',
  ].join('\n');
}

/** The text of the accounts file. */
export function natsAccounts(contracts: Contracts): string {
  const { events, ...koppel } = natsPermissions(contracts);
  const usersOf = (permissions: Record<string, Permissions>) => Object.entries(permissions).map(blockOf).join('\n');
  const shared = sharedSubjects(contracts);
  return `# Written by \`node tools/run.mjs nats-accounts\` from packages/contracts: change that, not this.
#
# One user per service, with the subjects that it publishes, asks and answers, and no others; a word after a subject is
# the queue in which alone it may be heard. Passwords come from the environment and begin with a letter: NATS reads a
# value that begins with a digit as a number.
# The user of other people's services has an account of its own with a copy of the stream of events, so its consumers, and
# what it has delivered to, never meet Koppel's own. Nobody may publish to what that account imports.
# A service that was cut off without a word is asked nothing more after half a minute.
ping_interval: "10s"
ping_max: 2
accounts {
  KOPPEL {
    jetstream: enabled
${bordersOf('KOPPEL', shared)}
    users: [
${usersOf(koppel)}
    ]
  }
  EVENTS {
    jetstream: { max_streams: 1, max_consumers: 200 }
${bordersOf('EVENTS', shared)}
    users: [
${usersOf({ events })}
    ]
  }
  SYSTEM {
    users: [{ user: operator, password: $NATS_OPERATOR_PASSWORD }]
  }
}
system_account: SYSTEM
`;
}

const users = ['gateway', 'connections', 'catalog', 'settings', 'flow-runner', 'notifications', 'events', 'operator'];

/** A password for each user, made from one secret. */
export function natsPasswords(secret: string): Record<string, string> {
  const passwordOf = (user: string) => `k${createHmac('sha256', secret).update(user).digest('hex')}`;
  return Object.fromEntries(users.map((user) => [user, passwordOf(user)]));
}

export async function main(): Promise<void> {
  writeFileSync(accountsFile, natsAccounts(await import('@koppel/contracts')));
}
