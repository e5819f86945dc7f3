import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { GatewayConfig } from './config.js';

/**
 * Headers of everything that the gateway serves. The pop-up policy lets the provider's log-in window report back to the
 * wizard; what the connections service answers below `/oauth` brings its own headers.
 */
export function securityHeaders(config: GatewayConfig): RequestHandler {
  const isHttps = config.KOPPEL_PUBLIC_URL.startsWith('https:');
  const apply = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: [`'self'`],
        imgSrc: [`'self'`, 'data:'],
        styleSrc: [`'self'`, `'unsafe-inline'`],
        scriptSrc: [`'self'`],
        objectSrc: [`'none'`],
        baseUri: [`'self'`],
        frameAncestors: [`'none'`],
        formAction: [`'self'`],
        ...(isHttps ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin-allow-popups' },
    hsts: isHttps,
    referrerPolicy: { policy: 'same-origin' },
  });
  return (request, response, next) => (request.path.startsWith('/oauth/') ? next() : apply(request, response, next));
}
