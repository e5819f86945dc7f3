import { apiPrefix, eventTypes, operations, problemSchema, type Operation } from '@koppel/contracts';
import { scopeFor } from '../api-key/api-key.js';
import { describeAuditExport } from './audit-export.js';
import { describeSchema, type Components, type Schema } from './components.js';
import { describeInvitations } from './invitations.js';
import { describeDeletion } from './organization-deletion.js';
import { exampleOf } from './examples.js';

/** OpenAPI 3.1 of the REST API, made from the contracts. */
export function describeApi(publicUrl: string): object {
  const schemas: Components = {};
  const paths: Record<string, Record<string, unknown>> = {
    [`${apiPrefix}/session`]: { get: describeSession() },
    [`${apiPrefix}/events`]: { get: describeListening() },
    ...describeDeletion(schemas),
    ...describeInvitations(schemas),
    ...describeAuditExport(schemas),
  };
  for (const [operationId, operation] of Object.entries<Operation>(operations)) {
    const path = `${apiPrefix}${operation.http.path.replaceAll(/:(\w+)/g, '{$1}')}`;
    paths[path] = {
      ...paths[path],
      [operation.http.method.toLowerCase()]: describeOperation(operationId, operation, schemas),
    };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Koppel',
      version: '1',
      description:
        'Connects accounting with webshops. Make an API key on the page *API keys* and send it as `Authorization: Bearer`. Pages use the session cookie of `POST /api/auth/sign-in/email`. Events for other services: [AsyncAPI](/api/asyncapi.json).',
      license: { name: 'Apache 2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: publicUrl }],
    security: [{ key: [] }, { session: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'An API key, `koppel_…`' },
        session: { type: 'apiKey', in: 'cookie', name: 'koppel.session_token' },
      },
      responses: {
        Problem: {
          description: 'What went wrong, what it means and what to do (RFC 9457)',
          content: { 'application/problem+json': { schema: describeSchema(problemSchema, { io: 'output', schemas }) } },
        },
      },
      schemas: addExamples(schemas),
    },
  };
}

function describeOperation(operationId: string, operation: Operation, schemas: Components): object {
  const request = describeSchema(operation.request, { io: 'input', schemas });
  const properties = (request['properties'] ?? {}) as Components;
  const required = (request['required'] ?? []) as string[];
  const inPath = [...operation.http.path.matchAll(/:(\w+)/g)].map((match) => match[1] ?? '');
  const rest = Object.entries(properties).filter(([name]) => !inPath.includes(name));
  const hasBody = operation.http.method === 'POST' || operation.http.method === 'PATCH';
  const pathParameters = inPath.map((name) => ({ name, in: 'path', required: true, schema: properties[name] ?? {} }));
  const queryParameters = hasBody
    ? []
    : rest.map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));
  const bodyRequired = required.filter((name) => !inPath.includes(name));
  const body = {
    type: 'object',
    properties: Object.fromEntries(rest),
    ...(bodyRequired.length > 0 ? { required: bodyRequired } : {}),
  };
  return {
    operationId,
    summary: operation.summary,
    tags: [operation.tag],
    ...(operation.http.needsSession && { security: [{ session: [] }] }),
    description: `Needs the role \`${operation.http.role}\` or a higher one${keyText(operation)}.${errorsText(operation)}${operation.description ? ` ${operation.description}` : ''}`,
    parameters: [...pathParameters, ...queryParameters],
    ...(hasBody && rest.length > 0
      ? {
          requestBody: {
            required: bodyRequired.length > 0,
            content: {
              'application/json': { schema: withExample(body, exampleOf(body, { schemas, isComplete: true })) },
            },
          },
        }
      : {}),
    responses: {
      200: {
        description: 'Done',
        content: { 'application/json': { schema: describeSchema(operation.reply, { io: 'output', schemas }) } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function keyText({ http: { needsSession, role } }: Operation): string {
  return needsSession ? ', and a session' : `, or a key with the scope \`${scopeFor(role)}\``;
}

function errorsText({ errors }: Operation): string {
  return errors.length === 0 ? '' : ` Errors: ${errors.map((code) => `\`${code}\``).join(', ')}.`;
}

/** Gives each named object an example; all of them must be there, because an example is made of others. */
function addExamples(schemas: Components): Components {
  const objects = Object.entries(schemas).filter(([, schema]) => schema['type'] === 'object');
  const examples = objects.map(([name, schema]) => [name, exampleOf(schema, { schemas })] as const);
  for (const [name, example] of examples) schemas[name] = withExample(schemas[name] ?? {}, example);
  return schemas;
}

function withExample(schema: Schema, example: unknown): Schema {
  return example === undefined ? schema : { ...schema, examples: [example] };
}

function describeSession(): object {
  return {
    operationId: 'getSession',
    summary: 'Who is signed in, for which organization and with which role',
    tags: ['Session'],
    security: [],
    responses: {
      200: {
        description: 'Who is signed in; null for nobody',
        content: {
          'application/json': {
            schema: {
              type: ['object', 'null'],
              required: ['user', 'organization', 'role', 'isSecondFactorMissing'],
              properties: {
                ...{ user: { type: 'object' }, organization: { type: 'object' }, role: { type: 'string' } },
                isSecondFactorMissing: {
                  type: 'boolean',
                  description: 'The organization requires a second factor that the person does not have',
                },
              },
            },
          },
        },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}

function describeListening(): object {
  return {
    operationId: 'listenToEvents',
    summary: 'Live events of the organization as server-sent events, each a CloudEvent',
    description: `Types: ${eventTypes.map((type) => `\`${type}\``).join(', ')}.`,
    tags: ['Events'],
    parameters: [
      {
        name: 'runId',
        in: 'query',
        required: false,
        description: 'Only events of this run',
        schema: { type: 'string', format: 'uuid' },
      },
    ],
    responses: {
      200: {
        description: 'A stream that stays open',
        content: { 'text/event-stream': { schema: { type: 'string' } } },
      },
      default: { $ref: '#/components/responses/Problem' },
    },
  };
}
