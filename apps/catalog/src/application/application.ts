import type { Application, JsonSchemaDocument } from '@koppel/contracts';
import { applicationSchema } from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { z } from 'zod';

/** What the catalog shows of a connector; derived, never written twice. */
export function describeApplication(connector: Connector): Application {
  return applicationSchema.parse({
    id: connector.id,
    name: connector.name,
    kind: connector.kind,
    summary: connector.summary,
    logoSvg: connector.logoSvg,
    fieldsSchema: toJsonSchema(connector.fields),
    authorization: connector.authorization.kind,
    redirectPath: connector.authorization.kind === 'oauth2' ? `/oauth/callback/${connector.id}` : undefined,
  });
}

/** JSON Schema (draft 2020-12) of what a person fills in: values with a default need not be given. */
export function toJsonSchema(schema: z.ZodType): JsonSchemaDocument {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))) as JsonSchemaDocument;
}
