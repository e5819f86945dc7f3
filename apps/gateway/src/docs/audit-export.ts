import { apiPrefix, auditExport, maxExportedEntries } from '@koppel/contracts';
import { scopeFor } from '../api-key/api-key.js';
import { describeSchema, type Components } from './components.js';

/** OpenAPI of the audit log as a file, which the gateway streams. */
export function describeAuditExport(schemas: Components): Record<string, Record<string, unknown>> {
  const { id, http, request } = auditExport;
  const { properties, required } = describeSchema(request, { io: 'input', schemas }) as {
    properties: Components;
    required: string[];
  };
  const file = { schema: { type: 'string' } };
  return {
    [`${apiPrefix}${http.path}`]: {
      get: {
        operationId: id,
        tags: ['Audit log'],
        summary: 'Download the entries of the audit log, oldest first',
        description: `Needs the role \`${http.role}\` or a higher one, or a key with the scope \`${scopeFor(http.role)}\`. At most ${maxExportedEntries} entries: more are refused. A line of JSON lines is an entry as \`listAuditEntries\` has it.`,
        parameters: Object.entries(properties).map(([name, schema]) => ({
          ...{ name, in: 'query', required: required.includes(name), schema },
        })),
        responses: {
          200: { description: 'A file', content: { 'text/csv': file, 'application/jsonl': file } },
          default: { $ref: '#/components/responses/Problem' },
        },
      },
    },
  };
}
