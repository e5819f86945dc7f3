import type { Application, JsonSchemaDocument, Language } from '@koppel/contracts';
import { applicationSchema } from '@koppel/contracts';
import { capabilitiesOf, fieldsOfApproval, type Authentication, type Connector } from '@koppel/connector-sdk';
import { z } from 'zod';
import { translateForm } from '../language/translation.js';

/** What the catalog shows of a connector; derived, never written twice. */
export function describeApplication(connector: Connector, language: Language = 'en'): Application {
  const texts = connector.translations?.[language];
  const { keyApproval } = connector;
  return applicationSchema.parse({
    id: connector.id,
    name: connector.name,
    roles: connector.roles,
    capabilities: capabilitiesOf(connector),
    summary: texts?.summary ?? connector.summary,
    logoSvg: connector.logoSvg,
    fieldsSchema: translateForm(toJsonSchema(connector.fields), (name) => texts?.fields[name]),
    authorization: authorizationOf(connector.authentication),
    redirectPath: connector.authentication.kind === 'oauth2' ? `/oauth/callback/${connector.id}` : undefined,
    keyApproval: keyApproval && { addressField: keyApproval.addressField, fields: fieldsOfApproval(keyApproval) },
  });
}

/** Fixed keys of every kind look the same to a person: nothing to authorise, nothing to log in to. */
function authorizationOf({ kind }: Authentication): Application['authorization'] {
  return kind === 'oauth2' || kind === 'session' ? kind : 'static';
}

/** JSON Schema (draft 2020-12) of what a person fills in: values with a default need not be given. */
export function toJsonSchema(schema: z.ZodType): JsonSchemaDocument {
  return JSON.parse(JSON.stringify(z.toJSONSchema(schema, { io: 'input' }))) as JsonSchemaDocument;
}
