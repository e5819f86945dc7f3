/** An error of Exact Online: status and message. */
export class ExactError extends Error {
  readonly headers: Record<string, string>;

  constructor(
    readonly status: number,
    message: string,
    options: { headers?: Record<string, string>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause });
    this.headers = options.headers ?? {};
  }
}

/** The body of a refused API call. */
export function errorBody(message: string): { error: { code: string; message: { lang: string; value: string } } } {
  return { error: { code: '', message: { lang: '', value: message } } };
}

export const badRequest = (message: string): ExactError => new ExactError(400, message);
export const mandatory = (properties: string): ExactError => new ExactError(400, `Mandatory: ${properties}`);
export const invalid = (what: string): ExactError => new ExactError(400, `Invalid: ${what}`);
export const alreadyExists = (what: string): ExactError => new ExactError(400, `Already exists: ${what}`);
export const notFound = (): ExactError => new ExactError(404, 'Resource not found for the segment requested.');
