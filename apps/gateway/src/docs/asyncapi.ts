import { eventData, eventSchema, eventTypes, streams, type EventType } from '@koppel/contracts';
import { describeSchema, type Components } from './components.js';
import { eventExamples } from './event-examples.js';

/** AsyncAPI 3.0 of the events that other services may live on, made from the contracts. */
export function describeEvents(publicUrl: string): object {
  const schemas: Components = {};
  const messages = Object.fromEntries(eventTypes.map((type) => [type, describeMessage(type, schemas)]));
  const events = streams.events.name;
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Koppel events',
      version: '1',
      description:
        `CloudEvents 1.0 in JSON on the JetStream stream \`${events}\`, which keeps them for seven days. ` +
        'The subject is the event’s `type`. An event arrives at least once and may come again or out of order: drop what you saw by its `id`. ' +
        'Fields are only added; anything else is a `v2` beside `v1`.',
      license: { name: 'Apache 2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      externalDocs: { url: `${publicUrl}/api/docs`, description: 'The REST API' },
    },
    defaultContentType: 'application/cloudevents+json',
    servers: {
      nats: {
        host: '{host}',
        protocol: 'nats',
        description: 'NATS with JetStream, 2.9 or later',
        variables: { host: { default: 'localhost:4222', description: 'Address and port that the operator gives' } },
      },
    },
    channels: Object.fromEntries(eventTypes.map((type) => [type, describeChannel(type)])),
    operations: Object.fromEntries(eventTypes.map((type) => [`send.${type}`, describeSending(type)])),
    components: { messages, schemas: withoutClosedObjects(schemas) },
  };
}

function describeChannel(type: EventType): object {
  return {
    address: type,
    servers: [{ $ref: '#/servers/nats' }],
    messages: { event: { $ref: `#/components/messages/${type}` } },
  };
}

function describeSending(type: EventType): object {
  return {
    action: 'send',
    channel: { $ref: `#/channels/${type}` },
    messages: [{ $ref: `#/channels/${type}/messages/event` }],
  };
}

function describeMessage(type: EventType, schemas: Components): object {
  const id = '3f2b1a00-9d8e-4c7b-a6f5-0e1d2c3b4a06';
  const payload = {
    specversion: '1.0',
    id,
    source: `koppel/${type.startsWith('flows.') ? 'flow-runner' : type.slice(0, type.indexOf('.'))}`,
    type,
    subject: exampleSubject(type),
    time: '2026-01-05T09:30:00.000Z',
    datacontenttype: 'application/json',
    organizationid: 'org-1',
    data: eventExamples[type],
  };
  return {
    name: type,
    contentType: 'application/cloudevents+json',
    headers: {
      type: 'object',
      properties: { 'Nats-Msg-Id': { type: 'string', format: 'uuid', description: 'The event’s id' } },
    },
    payload: payloadSchema(type, schemas),
    examples: [{ name: 'event', headers: { 'Nats-Msg-Id': id }, payload }],
  };
}

function exampleSubject(type: EventType): unknown {
  const { issueId, runId, flowId, connectionId } = eventExamples[type];
  return issueId ?? runId ?? flowId ?? connectionId;
}

function payloadSchema(type: EventType, schemas: Components): unknown {
  const schema = eventSchema(type, eventData[type]);
  return withoutClosedObjects(describeSchema(schema, { io: 'output', target: 'draft-7', schemas }));
}

/** Later versions add fields, so no object is closed. */
function withoutClosedObjects(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutClosedObjects);
  if (typeof value !== 'object' || value === null) return value;
  const open = Object.entries(value).filter(([key, inner]) => !(key === 'additionalProperties' && inner === false));
  return Object.fromEntries(open.map(([key, inner]) => [key, withoutClosedObjects(inner)]));
}
