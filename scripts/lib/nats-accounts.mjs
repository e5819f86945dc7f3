import { createHmac } from 'node:crypto';
import { join } from 'node:path';
import { repositoryRoot } from './paths.mjs';

/** The file that `npm start`, compose and Kubernetes give to NATS. */
export const accountsFile = join(repositoryRoot, 'deploy', 'nats', 'accounts.conf');

/** Whose messages begin with which word; every contract's subject and every event type does. */
const owners = { connections: 'connections', catalog: 'catalog', settings: 'settings', flows: 'flow-runner' };

/** Whom each service asks. The gateway asks what its public API offers, so its questions are found in the routes. */
const questions = {
  connections: ['integrationList'],
  catalog: [],
  settings: ['connectionGet', 'packageList'],
  'flow-runner': ['accessGet', 'connectionGet', 'connectionReport', 'flowGet', 'scheduledFlowList'],
};

const isContract = (value) => typeof value?.subject === 'string' && value.request !== undefined;
const belongsTo = (service) => (subject) => owners[subject.split('.')[0]] === service;

/** JetStream's own questions: looking at a stream, and making it where it is missing. */
const keepStream = (name) => [`$JS.API.STREAM.INFO.${name}`, `$JS.API.STREAM.CREATE.${name}`];

function gateway({ httpRoutes, eventTypes, readinessSubject, serviceNames }) {
  const routes = Object.values(httpRoutes).map(({ contract }) => contract.subject);
  const readiness = serviceNames.filter((name) => name !== 'gateway').map(readinessSubject);
  return { publish: [...routes, ...readiness], subscribe: [...eventTypes] };
}

/** A service behind the gateway: it answers what is its own, in a queue, so that it cannot listen beside its replicas. */
function behindGateway(name, contracts) {
  const { eventTypes, readinessSubject, streams } = contracts;
  const own = Object.values(contracts)
    .filter(isContract)
    .map(({ subject }) => subject)
    .filter(belongsTo(name));
  const events = eventTypes.filter(belongsTo(name));
  const asked = questions[name].map((contract) => contracts[contract].subject);
  const outbox = [streams.events.name, streams.work.name].flatMap(keepStream);
  return {
    isAnswering: true,
    publish: [...asked, ...events, ...(events.length > 0 ? ['$JS.API.INFO', ...outbox] : [])],
    subscribe: [...own, readinessSubject(name)].map((subject) => `${subject} ${name}`),
  };
}

/** What a durable consumer needs. */
function consumerOf(stream, durable) {
  const consumer = `${stream}.${durable}`;
  return [
    ...['CREATE', 'INFO', 'MSG.NEXT'].map((verb) => `$JS.API.CONSUMER.${verb}.${consumer}`),
    `$JS.ACK.${consumer}.>`,
  ];
}

/** The connections service also sends events on to webhooks. */
function connections(contracts) {
  const service = behindGateway('connections', contracts);
  return { ...service, publish: [...service.publish, ...consumerOf(contracts.streams.events.name, 'webhooks')] };
}

/** The flow-runner also takes work, and hears of settings that changed. */
function flowRunner(contracts) {
  const { streams } = contracts;
  const { isAnswering, publish, subscribe } = behindGateway('flow-runner', contracts);
  return {
    isAnswering,
    publish: [...publish, ...streams.work.subjects, ...consumerOf(streams.work.name, 'flow-runner')],
    subscribe: [...subscribe, 'settings.v1.flow.changed'],
  };
}

/** A service of somebody else that follows the events with consumers of its own, and changes nothing. */
function eventReader({ eventTypes, streams }) {
  const { name } = streams.events;
  const consumers = ['CREATE', 'DURABLE.CREATE', 'INFO', 'MSG.NEXT'].map(
    (verb) => `$JS.API.CONSUMER.${verb}.${name}.>`,
  );
  const stream = ['INFO', 'MSG.GET'].map((verb) => `$JS.API.STREAM.${verb}.${name}`);
  return {
    publish: [
      '$JS.API.INFO',
      '$JS.API.STREAM.NAMES',
      ...stream,
      ...consumers,
      `$JS.API.CONSUMER.CREATE.${name}`,
      `$JS.ACK.${name}.>`,
    ],
    subscribe: [...eventTypes],
  };
}

/**
 * Who may say and hear what: the users of the account KOPPEL.
 * @param contracts everything that `@koppel/contracts` exports
 */
export function natsPermissions(contracts) {
  const users = {
    gateway: gateway(contracts),
    connections: connections(contracts),
    catalog: behindGateway('catalog', contracts),
    settings: behindGateway('settings', contracts),
    'flow-runner': flowRunner(contracts),
    events: eventReader(contracts),
  };
  for (const [name, { subscribe }] of Object.entries(users)) subscribe.push(`_INBOX_${name}.>`);
  return users;
}

const variableOf = (user) => `NATS_${user.toUpperCase().replaceAll('-', '_')}_PASSWORD`;

function blockOf([user, { publish, subscribe, isAnswering }]) {
  const list = (subjects) => [...new Set(subjects)].sort().map((subject) => `            "${subject}"`);
  const said = publish.length > 0 ? ['allow: [', ...list(publish), '          ]'] : ['deny: ">"'];
  return [
    ...['      {', `        user: ${user}`, `        password: $${variableOf(user)}`, '        permissions {'],
    ...[
      `          publish: { ${said.join('\n')} }`,
      '          subscribe: { allow: [',
      ...list(subscribe),
      '          ] }',
    ],
    ...[...(isAnswering ? ['          allow_responses: true'] : []), '        }', '      }'],
  ].join('\n');
}

/** The text of the accounts file. */
export function natsAccounts(contracts) {
  const users = Object.entries(natsPermissions(contracts)).map(blockOf);
  return `# Written by \`node scripts/nats-accounts.mjs\` from packages/contracts: change that, not this.
#
# One user per service, with the subjects that it publishes, asks and answers, and no others; a word after a subject is
# the queue in which alone it may be heard. Passwords come from the environment and begin with a letter: NATS reads a
# value that begins with a digit as a number.
# A service that was cut off without a word is asked nothing more after half a minute.
ping_interval: "10s"
ping_max: 2
accounts {
  KOPPEL {
    jetstream: enabled
    users: [
${users.join('\n')}
    ]
  }
  SYSTEM {
    users: [{ user: operator, password: $NATS_OPERATOR_PASSWORD }]
  }
}
system_account: SYSTEM
`;
}

/** The users in the accounts file and the variables that hold their passwords. */
export const natsUsers = Object.fromEntries(
  ['gateway', 'connections', 'catalog', 'settings', 'flow-runner', 'events', 'operator'].map((user) => [
    user,
    variableOf(user),
  ]),
);

/** A password for each user, made from one secret. */
export function natsPasswords(secret) {
  const passwordOf = (user) => `k${createHmac('sha256', secret).update(user).digest('hex')}`;
  return Object.fromEntries(Object.keys(natsUsers).map((user) => [user, passwordOf(user)]));
}
