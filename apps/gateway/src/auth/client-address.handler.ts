import type { RequestHandler } from 'express';

/** Header by which the sign-in limit tells clients apart; whatever a client puts there itself is overwritten. */
export const clientAddressHeader = 'x-koppel-client-address';

/** The address is the socket's, or what a proxy named as trusted by the operator says (`trust proxy`). */
export const tellClientAddress: RequestHandler = (request, _response, next) => {
  request.headers[clientAddressHeader] = request.ip ?? request.socket.remoteAddress ?? '';
  next();
};
