import { QueryFailedError } from 'typeorm';
import { pino } from 'pino';
import { loggingOptions } from './logging.js';

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

  it('tells what another error says, and its causes', () => {
    const line = lineOf({ err: new Error('the answer was cut', { cause: new Error('socket closed') }) });
    expect(line).toContain('the answer was cut');
    expect(line).toContain('socket closed');
  });

  it.each(['password', 'refreshToken', 'clientSecret'])('cuts out a field named %s, wherever it stands', (name) => {
    expect(lineOf({ [name]: 'top secret', deep: { er: { [name]: 'top secret' } } })).not.toContain('top secret');
  });
});
