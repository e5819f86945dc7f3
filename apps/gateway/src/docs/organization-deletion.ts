import { apiPrefix, organizationDeletionSchema } from '@koppel/contracts';
import { describeSchema, type Components } from './components.js';

/** OpenAPI of the end of an organization, which the gateway answers itself. */
export function describeDeletion(schemas: Components): Record<string, Record<string, unknown>> {
  const state = describeSchema(organizationDeletionSchema, { io: 'output', schemas });
  const content = { 'application/json': { schema: state } };
  const common = { tags: ['Organization'], security: [{ session: [] }] };
  const problem = { $ref: '#/components/responses/Problem' };
  return {
    [`${apiPrefix}/organization-deletions`]: {
      post: {
        ...common,
        operationId: 'deleteOrganization',
        summary: 'Deletes the organization with all that belongs to it',
        description:
          'Needs the role `owner` and the password. Nothing takes it back: flows stop, access is given back to applications that take it, and nobody is signed in for the organization from now on.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { type: 'object', required: ['password'], properties: { password: { type: 'string' } } },
            },
          },
        },
        responses: { 202: { description: 'It has begun', content }, default: problem },
      },
    },
    [`${apiPrefix}/organization-deletions/{id}`]: {
      get: {
        ...common,
        operationId: 'getOrganizationDeletion',
        summary: 'How far the deletion of an organization is; the id is known to who asked for it',
        security: [],
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } }],
        responses: { 200: { description: 'The state', content }, default: problem },
      },
    },
  };
}
