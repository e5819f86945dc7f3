import {
  ConnectorFailure,
  plainText,
  type ConnectorContext,
  type HttpPort,
  type HttpResponse,
} from '@koppel/connector-sdk';
import { failure } from './reasons.js';

interface GraphqlError {
  message?: string;
  path?: (string | number)[];
  extensions?: { code?: string };
}

interface GraphqlAnswer<Data> {
  data?: Data | null;
  errors?: GraphqlError[];
}

export interface GraphqlRequest {
  query: string;
  variables?: Record<string, unknown>;
  /** May be made again after a lost answer: queries, and updates that give the same result twice. */
  isRepeatable: boolean;
}

const failureClasses: Record<string, keyof typeof refusalCodes> = {
  FORBIDDEN: 'permission',
  UNAUTHORIZED: 'permission',
  CHANNEL_NOT_FOUND: 'permission',
  INTERNAL_SERVER_ERROR: 'intermittent',
  GRAPHQL_VALIDATION_FAILED: 'defect',
  GRAPHQL_PARSE_FAILED: 'defect',
};

const refusalCodes = {
  permission: 'vendure.call_forbidden',
  intermittent: 'vendure.call_fault',
  defect: 'vendure.call_unknown',
  value: 'vendure.call_refused',
} as const;

/** What a refusal by the GraphQL layer means. */
export function graphqlFailure(errors: readonly GraphqlError[], cause?: unknown): ConnectorFailure {
  const first = errors[0];
  const failureClass = failureClasses[first?.extensions?.code ?? ''] ?? 'value';
  const said = plainText(first?.message ?? '') || '-';
  return failure(failureClass, refusalCodes[failureClass], { said }, { body: { errors }, cause });
}

/**
 * Whether an answer with status 200 says that the session is no longer valid. A mutation whose later part is forbidden
 * has done its earlier parts, so only a refusal of the first root field counts.
 */
export function isSessionRefused(response: HttpResponse): boolean {
  const { errors } = (response.body ?? {}) as GraphqlAnswer<unknown>;
  const first = errors?.[0];
  return first?.extensions?.code === 'FORBIDDEN' && !/^m[1-9]/.test(String(first.path?.[0] ?? ''));
}

/** A refusal of Vendure: errors as GraphQL gives them, or of the framework below it. */
export function isOwnRefusal({ body }: HttpResponse): boolean {
  const { errors, statusCode, message } = (body ?? {}) as Partial<Record<'errors' | 'statusCode' | 'message', unknown>>;
  return Array.isArray(errors) || (typeof statusCode === 'number' && message !== undefined);
}

/** HTTP 400 carries the reason why the schema refused a query; 404 means that there is no such API at all. */
function asVendureFailure(error: unknown): unknown {
  if (!(error instanceof ConnectorFailure)) return error;
  const errors = (error.body as GraphqlAnswer<unknown> | undefined)?.errors;
  if (error.status === 400 && Array.isArray(errors)) return graphqlFailure(errors, error);
  if (error.status !== 404) return error;
  return failure('permission', 'vendure.no_admin_api', {}, { field: 'shopUrl', status: 404, cause: error });
}

/** One call to the admin API over any HTTP port; `headers` choose the channel. */
export async function callAdminApi<Data>(
  http: HttpPort,
  { query, variables, isRepeatable }: GraphqlRequest,
  headers: Record<string, string>,
): Promise<HttpResponse<Data>> {
  let answer: HttpResponse<GraphqlAnswer<Data>>;
  try {
    answer = await http.request({
      method: 'POST',
      url: '/admin-api',
      headers,
      body: { query, variables },
      isRepeatable,
      // A shop works on after its caller has gone: what it has done is looked up before anything is sent again.
      isResent: isRepeatable && !query.trimStart().startsWith('mutation'),
    });
  } catch (error: unknown) {
    throw asVendureFailure(error);
  }
  const { data, errors } = answer.body ?? {};
  if (errors && errors.length > 0) throw graphqlFailure(errors);
  if (data === undefined || data === null) {
    throw failure('intermittent', 'vendure.unexpected_answer', {}, { isOutcomeUnknown: !isRepeatable });
  }
  return { ...answer, body: data };
}

/** The header that chooses the channel; none for the default channel. */
export function channelHeaders(fields: Record<string, unknown>): Record<string, string> {
  const token = fields['channelToken'];
  return typeof token === 'string' && token !== '' ? { 'vendure-token': token } : {};
}

/** An authorised call on the connection's channel. */
export async function admin<Data>(context: ConnectorContext, request: GraphqlRequest): Promise<Data> {
  return (await callAdminApi<Data>(context.http, request, channelHeaders(context.fields))).body;
}
