import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { GatewayConfig } from '../config.js';
import { describeApi } from './openapi.js';

/** `/api/openapi.json` and the readable page `/api/docs`. */
export function serveDocs(app: NestExpressApplication, config: GatewayConfig): void {
  const document = describeApi(config.KOPPEL_PUBLIC_URL) as OpenAPIObject;
  app
    .getHttpAdapter()
    .getInstance()
    .get('/api/openapi.json', (_request, response) => response.json(document));
  SwaggerModule.setup('api/docs', app, document, {
    customSiteTitle: 'Koppel API',
    swaggerOptions: { docExpansion: 'list', tagsSorter: 'alpha' },
  });
}
