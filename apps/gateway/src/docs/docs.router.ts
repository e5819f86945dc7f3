import type { NestExpressApplication } from '@nestjs/platform-express';
import { SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { GatewayConfig } from '../config.js';
import { describeEvents } from './asyncapi.js';
import { describeApi } from './openapi.js';

/** `/api/openapi.json`, `/api/asyncapi.json` and the readable page `/api/docs`. */
export function serveDocs(app: NestExpressApplication, config: GatewayConfig): void {
  const document = describeApi(config.KOPPEL_PUBLIC_URL) as OpenAPIObject;
  const events = describeEvents(config.KOPPEL_PUBLIC_URL);
  const http = app.getHttpAdapter().getInstance();
  http.get('/api/openapi.json', (_request, response) => response.json(document));
  http.get('/api/asyncapi.json', (_request, response) => response.json(events));
  SwaggerModule.setup('api/docs', app, document, {
    customSiteTitle: 'Koppel API',
    swaggerOptions: { docExpansion: 'list', tagsSorter: 'alpha' },
  });
}
