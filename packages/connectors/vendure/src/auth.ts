import type { SessionAuthentication } from '@koppel/connector-sdk';
import { callAdminApi, channelHeaders } from './graphql.js';
import { failure } from './reasons.js';

interface LoginData {
  login: { __typename: string; message?: string };
}

const loginMutation = `mutation ($username: String!, $password: String!) {
  login(username: $username, password: $password) { __typename ... on ErrorResult { message } }
}`;

/** Vendure keeps a session for a year after its last use unless the shop says otherwise; a new one each day is plenty. */
const sessionMs = 24 * 60 * 60 * 1000;

/** Logs in with user name and password; the token comes in a header (docs.vendure.io, "Managing Sessions"). */
export const vendureAuthentication: SessionAuthentication = {
  kind: 'session',
  async login({ http, fields, secrets }) {
    const variables = { username: fields['username'], password: secrets['password'] };
    const request = { query: loginMutation, variables, isRepeatable: true };
    const { body, headers } = await callAdminApi<LoginData>(http, request, channelHeaders(fields));
    if (body.login.__typename !== 'CurrentUser') {
      throw failure('permission', 'vendure.login_refused', {}, { field: 'password' });
    }
    const token = headers['vendure-auth-token'];
    if (!token) {
      throw failure('permission', 'vendure.login_without_token');
    }
    return { headers: { authorization: `Bearer ${token}` }, expiresInMs: sessionMs };
  },
};
