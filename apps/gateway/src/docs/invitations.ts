import { acceptanceSchema, apiPrefix, invitationSchema } from '@koppel/contracts';
import { describeSchema, type Components } from './components.js';

/** OpenAPI of invitations, which the gateway answers itself. */
export function describeInvitations(schemas: Components): Record<string, Record<string, unknown>> {
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const common = { tags: ['People'], security: [] };
  const problem = { $ref: '#/components/responses/Problem' };
  const parameters = [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }];
  return {
    [`${apiPrefix}/invitations/{id}`]: {
      get: {
        ...common,
        parameters,
        operationId: 'getInvitation',
        summary: 'An invitation, for whoever has its link',
        responses: {
          200: {
            description: 'It can be accepted',
            ...json(describeSchema(invitationSchema, { io: 'output', schemas })),
          },
          default: problem,
        },
      },
    },
    [`${apiPrefix}/invitations/{id}/acceptance`]: {
      post: {
        ...common,
        parameters,
        operationId: 'acceptInvitation',
        summary: 'Makes the account of who was invited, and signs in',
        description:
          'For an address without an account. With one: sign in, then `POST /api/auth/organization/accept-invitation`.',
        requestBody: { required: true, ...json(describeSchema(acceptanceSchema, { io: 'input', schemas })) },
        responses: {
          201: {
            description: 'The person is a member; the answer sets the session cookie',
            ...json({ type: 'object', required: ['email'], properties: { email: { type: 'string' } } }),
          },
          default: problem,
        },
      },
    },
  };
}
