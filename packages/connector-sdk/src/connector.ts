import {
  entityKinds,
  type ApplicationRole,
  type Capability,
  type Choice,
  type ChoiceKind,
  type EntityKind,
  type Language,
  type Proposal,
  type ReasonCatalogue,
  type TestStep,
} from '@koppel/contracts';
import type { z } from 'zod';
import { fieldsOfAuthentication, secretsOfAuthentication, type Authentication } from './authentication.js';
import type { ConnectorContext, Fields, Host, HttpResponse, PublicService } from './context.js';
import type { EntityReader } from './entity-reader.js';
import type { EntityWriter } from './entity-writer.js';
import type { ConnectorHooks } from './hooks.js';
import { fieldsOfApproval, type KeyApproval } from './key-approval.js';
import type { RateLimits, RateSource } from './rates.js';
import type { ConnectorTexts } from './texts.js';

// Readers and writers differ in their native types; whoever holds the list does not look inside.
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- an existential type, which TypeScript has no other word for
export type AnyReader<Kind extends EntityKind = EntityKind> = EntityReader<Kind, any, any>;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- as above
export type AnyWriter<Kind extends EntityKind = EntityKind> = EntityWriter<Kind, any, any>;

/** Most items that a list of choices gives. */
export const maxChoices = 500;

export interface Connector {
  /** Kebab case, `exact-online`. */
  id: string;
  name: string;
  /** What it is for people; the first is its main role. */
  roles: readonly [ApplicationRole, ...ApplicationRole[]];
  summary: string;
  logoSvg: string;
  /** `new URL('../manual.md', import.meta.url)`. */
  manualUrl: URL;
  /**
   * The form in wizard step 2. Each field has `.meta({ title, description })`; secrets also `'x-secret': true`.
   * The display title is the connection's own and is not listed here.
   */
  fields: z.ZodObject;
  /** How calls are authenticated; data, except for a log-in. */
  authentication: Authentication;
  /** Where the application makes its keys itself, once a person approves it there; the form then needs no keys. */
  keyApproval?: KeyApproval;
  /**
   * The texts of the form and of the settings in other languages, by the names of fields and settings; the English ones stand
   * with the schemas. What is missing stays English. The manual has its translation beside it, `manual.nl.md`.
   */
  translations?: Partial<Record<Language, ConnectorTexts>>;
  /** The messages of its reasons, in every language; its codes begin with its id: `my_shop.…` of `my-shop`. */
  reasons: ReasonCatalogue;
  /** Base URL that relative request URLs are put behind. */
  baseUrl(fields: Fields, host: Host): string;
  limits(fields: Fields): RateLimits;
  /** Where answers say what is left of the limits. */
  rateSources?: readonly RateSource[];
  /**
   * What the application counts calls by: app and division, shop address. Connections with the same key share one budget.
   * Left out: each connection has its own.
   */
  budgetKey?(fields: Fields): string;
  /** Whose records are written: an administration, a shop. Left out: the same as `budgetKey`. */
  accountKey?(fields: Fields): string;
  /** For an application that refuses a session with another status than 401 (GraphQL: 200); only when nothing was done. */
  isUnauthorized?(response: HttpResponse): boolean;
  /**
   * Whether a refusal (401, 402, 403) is in the application's own words; any other one comes from something in front of it, a firewall
   * or a CDN, and passes. Left out: a JSON object with a message is its own.
   */
  isOwnRefusal?(response: HttpResponse): boolean;
  /** Public services beside the application that its parts ask, each through `context.services`. */
  services?: readonly PublicService[];
  /** Checks the connection step by step, by `runChecks`; stops at the first failure, the rest is `skipped`. */
  test(context: ConnectorContext): Promise<TestStep[]>;
  /**
   * Lists of the application that a setting chooses from, read live, by the name that settings give as `x-choices`: values
   * once only, a label for each. A list may end after one item more than `maxChoices`, which says that there are more.
   */
  choices?: Readonly<Record<ChoiceKind, (context: ConnectorContext) => Promise<Choice[]>>>;
  /**
   * What the values of a table could be, by the name of their choices, for the keys that the other application lists: the rows for
   * which one value fits, and what is missing.
   */
  proposals?: Readonly<Record<ChoiceKind, (context: ConnectorContext, keys: readonly Choice[]) => Promise<Proposal>>>;
  /** Left out: the application is only polled, and a person may still let it call the address of a flow. */
  hooks?: ConnectorHooks;
  /** The ports that the application calls, for keys and webhooks; left out: any. */
  callbackPorts?: readonly number[];
  readers: { [Kind in EntityKind]?: AnyReader<Kind> };
  writers: { [Kind in EntityKind]?: AnyWriter<Kind> };
}

/** What a connector can do with each entity: derived from its readers and writers, never declared. */
export function capabilitiesOf({ readers, writers }: Connector): { [Kind in EntityKind]?: Capability[] } {
  const capabilities: { [Kind in EntityKind]?: Capability[] } = {};
  for (const kind of entityKinds) {
    const reader = readers[kind] as AnyReader | undefined;
    const writer = writers[kind] as AnyWriter | undefined;
    const found: Capability[] = [];
    if (reader) found.push('read');
    if (reader?.count) found.push('count');
    if (writer) found.push('write', 'find');
    if (writer?.current) found.push('compare');
    if (found.length > 0) capabilities[kind] = found;
  }
  return capabilities;
}

/** Names of the secret fields of a connector. */
export function secretFields(connector: Connector): string[] {
  return Object.entries(connector.fields.shape)
    .filter(([, schema]) => (schema as z.ZodType).meta()?.['x-secret'] === true)
    .map(([name]) => name);
}

/**
 * Defines a connector: the one export of a connector package.
 *
 * @throws Error when the definition contradicts itself (a mistake of its author, seen at start).
 */
export function defineConnector<Form extends z.ZodObject>(
  connector: Connector & { fields: Form; translations?: Partial<Record<Language, ConnectorTexts<Form>>> },
): Connector {
  if (!/^[a-z][a-z0-9-]{1,40}$/.test(connector.id)) throw new Error(`connector id "${connector.id}" is not kebab case`);
  for (const [kind, part] of [...Object.entries(connector.readers), ...Object.entries(connector.writers)]) {
    if (part.entity !== kind)
      throw new Error(`connector ${connector.id}: the part under "${kind}" is for "${part.entity}"`);
  }
  const secrets = secretFields(connector);
  const credentials = fieldsOfAuthentication(connector.authentication);
  for (const field of credentials) {
    if (!(field in connector.fields.shape))
      throw new Error(`connector ${connector.id}: its authentication uses "${field}", which is no field of the form`);
  }
  if (credentials.length > 0 && !credentials.some((field) => secrets.includes(field)))
    throw new Error(`connector ${connector.id}: one of ${credentials.join(', ')} must be marked x-secret`);
  for (const field of secretsOfAuthentication(connector.authentication)) {
    if (!secrets.includes(field)) throw new Error(`connector ${connector.id}: "${field}" must be marked x-secret`);
  }
  if (connector.keyApproval) assertApproval(connector, connector.keyApproval);
  checkHooks(connector, secrets);
  return connector;
}

function assertApproval({ id, fields, authentication }: Connector, approval: KeyApproval): void {
  const filled = fieldsOfApproval(approval);
  const unknown = [approval.addressField, ...filled].find((field) => !(field in fields.shape));
  if (unknown !== undefined)
    throw new Error(`connector ${id}: its approval uses "${unknown}", which is no field of the form`);
  const isFixed = authentication.kind !== 'oauth2' && authentication.kind !== 'session';
  if (!isFixed || !fieldsOfAuthentication(authentication).some((field) => filled.includes(field)))
    throw new Error(`connector ${id}: its approval fills in no key that authenticates its calls`);
}

function checkHooks({ id, hooks, readers }: Connector, secrets: readonly string[]): void {
  const unread = Object.keys(hooks?.topics ?? {}).find((kind) => !(kind in readers));
  if (unread !== undefined) throw new Error(`connector ${id}: it has webhooks for "${unread}", which it does not read`);
  if (hooks?.secretField !== undefined && !secrets.includes(hooks.secretField))
    throw new Error(`connector ${id}: "${hooks.secretField}" must be marked x-secret`);
}
