import { ConnectorFailure, type ConnectorContext, type HttpPort, type HttpResponse } from '@koppel/connector-sdk';
import type { FailureClass } from '@koppel/contracts';

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

const failureClasses: Record<string, FailureClass> = {
  FORBIDDEN: 'permission',
  UNAUTHORIZED: 'permission',
  CHANNEL_NOT_FOUND: 'permission',
  INTERNAL_SERVER_ERROR: 'intermittent',
  GRAPHQL_VALIDATION_FAILED: 'defect',
  GRAPHQL_PARSE_FAILED: 'defect',
};

const advice: Partial<Record<FailureClass, string>> = {
  permission:
    "Give the connection's user a role with the permissions that the manual lists, on the channel of the connection.",
  intermittent: 'That is a fault in the shop. Koppel tries again by itself; the log of the shop tells more.',
  defect: 'This version of Vendure, or a plug-in, has another API than version 3 has. Tell the makers of Koppel.',
  value: 'Correct the record at its source, or the settings of the flow, and try again.',
};

/** What a refusal by the GraphQL layer means. */
export function graphqlFailure(errors: readonly GraphqlError[], cause?: unknown): ConnectorFailure {
  const first = errors[0];
  const failureClass = failureClasses[first?.extensions?.code ?? ''] ?? 'value';
  const said = (first?.message ?? 'no reason given').slice(0, 300).replace(/[.\s]+$/, '');
  return new ConnectorFailure(failureClass, `Vendure refused the call: ${said}. ${advice[failureClass] ?? ''}`.trim(), {
    body: { errors },
    cause,
  });
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

/** HTTP 400 carries the reason why the schema refused a query; 404 means that there is no such API at all. */
function asVendureFailure(error: unknown): unknown {
  if (!(error instanceof ConnectorFailure)) return error;
  const errors = (error.body as GraphqlAnswer<unknown> | undefined)?.errors;
  if (error.status === 400 && Array.isArray(errors)) return graphqlFailure(errors, error);
  if (error.status !== 404) return error;
  const message =
    'There is no Vendure admin API (/admin-api) at the shop address. Enter the address of the Vendure server, not that of the storefront.';
  return new ConnectorFailure('permission', message, { status: 404, cause: error });
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
    });
  } catch (error: unknown) {
    throw asVendureFailure(error);
  }
  const { data, errors } = answer.body ?? {};
  if (errors && errors.length > 0) throw graphqlFailure(errors);
  if (data === undefined || data === null) {
    throw new ConnectorFailure(
      'intermittent',
      "The answer is not one of Vendure's admin API. Check that the shop address is that of the server, not of a storefront.",
      { isOutcomeUnknown: !isRepeatable },
    );
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
