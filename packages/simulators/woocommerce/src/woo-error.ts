/** An error in WordPress's format: a code, a message and `data.status`. */
export class WooError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly data: Record<string, unknown> = {},
  ) {
    super(message);
  }

  toBody(): { code: string; message: string; data: unknown } {
    return { code: this.code, message: this.message, data: { status: this.status, ...this.data } };
  }
}

export function invalidParameter(name: string, message: string, code = 'rest_invalid_param'): WooError {
  return new WooError(400, 'rest_invalid_param', `Invalid parameter(s): ${name}`, {
    params: { [name]: message },
    details: { [name]: { code, message, data: code === 'rest_invalid_type' ? { param: name } : null } },
  });
}

export function noRoute(): WooError {
  return new WooError(404, 'rest_no_route', 'No route was found matching the URL and request method.');
}

/** @throws WooError with status 404 for what is not there */
export function found<Value>(value: Value | undefined, code: string, message: string): Value {
  if (value === undefined) throw new WooError(404, code, message);
  return value;
}
