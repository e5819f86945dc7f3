import { jest } from '@jest/globals';
import { operationAddresses, operations, type OperationId } from '@koppel/contracts';
import { call, replySchema, toHttp } from './call.js';
import { ProblemError } from './problem.js';

const connectionId = '3f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d';

function answer(status: number, body: unknown, type = 'application/json'): void {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  globalThis.fetch = jest.fn(() => Promise.resolve(new Response(text, { status, headers: { 'content-type': type } })));
}

async function problemFrom(work: Promise<unknown>): Promise<ProblemError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (error instanceof ProblemError) return error;
  throw new Error('expected a ProblemError', { cause: error });
}

const realFetch = globalThis.fetch;
afterEach(() => {
  globalThis.fetch = realFetch;
});
// Of a call that failed, the schema may still be on its way.
afterAll(() => replySchema('listConnections'));

describe('toHttp', () => {
  it('puts path parameters in the path and the rest of a GET in the query', () => {
    expect(toHttp('listRuns', { flowId: 'f 1', limit: 20, state: undefined })).toEqual({
      url: '/api/v1/runs?flowId=f+1&limit=20',
      init: { method: 'GET' },
    });
  });

  it('sends the rest of a PATCH as JSON, without the path parameters', () => {
    const { url, init } = toHttp('updateConnection', { connectionId, displayTitle: 'Shop' });
    expect(url).toBe(`/api/v1/connections/${connectionId}`);
    expect(init).toMatchObject({ method: 'PATCH', body: '{"displayTitle":"Shop"}' });
  });

  it('escapes a path parameter', () => {
    expect(toHttp('getManual', { applicationId: 'a/b' }).url).toBe('/api/v1/applications/a%2Fb/manual');
  });

  it('refuses a missing path parameter', () => {
    expect(() => toHttp('getRun', {})).toThrow('getRun needs runId');
  });
});

describe('call', () => {
  it('gives the parsed reply', async () => {
    answer(200, { items: [], unknown: 1 });
    await expect(call('listConnections', {})).resolves.toEqual({ items: [] });
  });

  it('begins a trace of its own, beside the headers of the request', async () => {
    answer(200, { items: [] });
    await call('listConnections', {});
    await call('listConnections', {});
    const sent = jest
      .mocked(globalThis.fetch)
      .mock.calls.map(([, init]) => new Headers(init?.headers).get('traceparent'));
    expect(sent).toEqual([
      expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
      expect.stringMatching(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/),
    ]);
    expect(sent[0]).not.toBe(sent[1]);
  });

  it('asks for the language of the page', async () => {
    answer(200, { items: [] });
    await call('listConnections', {});
    const [[, init] = []] = jest.mocked(globalThis.fetch).mock.calls;
    expect(new Headers(init?.headers).get('accept-language')).toBe('en');
  });

  it('gives the code, the message and the field problems of a refusal', async () => {
    answer(
      422,
      {
        type: 'about:blank',
        title: 'Invalid fields',
        status: 422,
        detail: 'The division is not a number.',
        code: 'connection.fields_invalid',
        errors: [{ path: 'fields.division', code: 'field.pattern', params: {}, message: 'Digits only.' }],
      },
      'application/problem+json',
    );
    const problem = await problemFrom(call('updateConnection', { connectionId, fields: { division: 'x' } }));
    expect(problem.code).toBe('connection.fields_invalid');
    expect(problem.message).toBe('The division is not a number.');
    expect(problem.fieldProblems).toMatchObject([{ path: 'fields.division', message: 'Digits only.' }]);
  });

  it('says that the server cannot answer when a proxy answers with a page', async () => {
    answer(502, '<h1>Bad gateway</h1>', 'text/html');
    const problem = await problemFrom(call('listConnections', {}));
    expect(problem).toMatchObject({ code: 'service.unavailable', status: 502 });
  });

  it('refuses a reply that breaks its contract', async () => {
    answer(200, { items: [{ id: 1 }] });
    expect((await problemFrom(call('listConnections', {}))).code).toBe('service.defect');
  });

  it('says that there is no connection when the request never arrives', async () => {
    globalThis.fetch = jest.fn(() => Promise.reject(new TypeError('fetch failed')));
    expect(await problemFrom(call('listConnections', {}))).toMatchObject({ code: 'service.unavailable', status: 0 });
  });
});

it.each(Object.keys(operationAddresses) as OperationId[])('finds what %s answers', async (operationId) => {
  expect(await replySchema(operationId)).toBe(operations[operationId].reply);
});
