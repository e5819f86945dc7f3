import { QueryFailedError } from 'typeorm';
import { pino } from 'pino';
import { addLogContext, withLogContext } from './log-context.js';
import { loggingOptions } from './logging.js';
import { inSpan, startTracing } from './tracing.js';

function lineOf(details: object): string {
  let line = '';
  pino(loggingOptions('test', 'info'), { write: (text: string) => void (line += text) }).info(
    details,
    'something happened',
  );
  return line;
}

describe('the log', () => {
  it('tells the code and place of a database error, but none of the values it carries', () => {
    const driverError = Object.assign(new Error('duplicate key'), {
      code: '23505',
      severity: 'ERROR',
      detail: 'Key (email)=(jan@example.com)',
    });
    const error = new QueryFailedError('insert into customer values ($1)', ['jan@example.com'], driverError);
    const line = lineOf({ err: error });
    expect(line).not.toContain('jan@example.com');
    expect(line).toContain('QueryFailedError');
    expect(line).toContain('logging.spec.ts');
  });

  it('carries the run, the organization and the trace on every line within them', async () => {
    const stopTracing = startTracing({ serviceName: 'test' });
    const lines = await withLogContext({ organizationId: 'org-1' }, () =>
      inSpan({ name: 'work', carrier: { traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01` } }, () => {
        addLogContext({ runId: 'run-1' });
        return Promise.resolve([lineOf({}), lineOf({ organizationId: 'org-2' })]);
      }),
    );
    await stopTracing();
    const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, string>);
    expect(first).toMatchObject({ organizationId: 'org-1', runId: 'run-1', trace_id: 'a'.repeat(32) });
    expect(first?.['span_id']).toMatch(/^[0-9a-f]{16}$/);
    expect(second).toMatchObject({ organizationId: 'org-2', runId: 'run-1' });
    expect(JSON.parse(lineOf({}))).not.toHaveProperty('runId');
  });

  it('tells what another error says, and its causes', () => {
    const line = lineOf({ err: new Error('the answer was cut', { cause: new Error('socket closed') }) });
    expect(line).toContain('the answer was cut');
    expect(line).toContain('socket closed');
  });

  it.each(['password', 'refreshToken', 'clientSecret'])('cuts out a field named %s, wherever it stands', (name) => {
    expect(lineOf({ [name]: 'top secret', deep: { er: { [name]: 'top secret' } } })).not.toContain('top secret');
  });
});
