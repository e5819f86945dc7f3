import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';

/** What no page or handler of a service answers: a status and a plain sentence, without a word of how the service is made. */
@Catch()
export class HttpErrors implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  catch(error: unknown, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    const status = statusOf(error);
    if (status >= 500) this.logger.error({ err: error }, 'answering a request failed');
    if (response.headersSent) response.end();
    else
      response
        .status(status)
        .type('text/plain')
        .send(status === 404 ? 'Not found.\n' : 'The request failed.\n');
  }
}

/** Express' own errors have a status too. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const status: unknown = Reflect.get(Object(error), 'status');
  return typeof status === 'number' && status >= 400 && status < 500 ? status : 500;
}
