import type { RequestHandler, Response } from 'express';
import helmet from 'helmet';
import type { GatewayConfig } from './config.js';

/**
 * Headers of everything that the gateway serves. The pop-up policy lets the provider's log-in window report back to the
 * wizard; what the connections service answers below `/oauth` brings its own headers, and only learns that TLS is asked for.
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
  const applyToPages = isHttps ? helmet.hsts() : undefined;
  return (request, response, next) => {
    if (!request.path.startsWith('/oauth/')) apply(request, response, next);
    else if (applyToPages) applyToPages(request, response, next);
    else next();
  };
}

const policy = 'Content-Security-Policy';

/** Lets a page run the scripts that stand in it, each by its hash; any other stays forbidden. */
export function allowScripts(response: Response, hashes: readonly string[]): void {
  const headers = response.get(policy);
  if (!headers || hashes.length === 0) return;
  response.set(policy, headers.replace(`script-src 'self'`, [`script-src 'self'`, ...hashes].join(' ')));
}
