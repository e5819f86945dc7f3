import { Module, type DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { Database, ServiceKitModule } from '@koppel/service-kit';
import { apiPrefix } from '@koppel/contracts';
import { ApiRouter } from './api/api.router.js';
import { serveAuth } from './auth/auth.handler.js';
import { AUTH, createAuth, type Auth } from './auth/auth.provider.js';
import { FirstAccount } from './auth/first-account.service.js';
import { SessionService } from './auth/session.service.js';
import { GATEWAY_CONFIG } from './tokens.js';
import type { GatewayConfig } from './config.js';
import { serveDocs } from './docs/docs.router.js';
import { EventStream } from './events/event-stream.service.js';
import { Forwarder } from './forward/forwarder.service.js';
import { ReadinessController } from './readiness/readiness.controller.js';
import { SystemReadiness } from './readiness/system-readiness.service.js';
import { securityHeaders } from './security-headers.js';
import { storageOptions } from './storage.js';
import { serveWebApp } from './web-app/web-app.router.js';

@Module({})
class AppModule {}

export function createAppModule(config: GatewayConfig): DynamicModule {
  return {
    module: AppModule,
    imports: [
      ServiceKitModule.forRoot({
        name: 'gateway',
        config,
        storage: storageOptions(config),
        hasOutbox: false,
        hasHealthController: false,
      }),
    ],
    controllers: [ReadinessController],
    providers: [
      { provide: GATEWAY_CONFIG, useValue: config },
      { provide: AUTH, useFactory: (database: Database) => createAuth(config, database), inject: [Database] },
      SessionService,
      FirstAccount,
      ApiRouter,
      EventStream,
      Forwarder,
      SystemReadiness,
    ],
  };
}

/** Everything behind the one public door, in the order in which a request meets it. */
export function prepareGateway(app: NestExpressApplication): void {
  const config = app.get<GatewayConfig>(GATEWAY_CONFIG);
  const server = app.getHttpAdapter().getInstance();
  server.disable('x-powered-by');
  server.set('query parser', 'simple');
  if (config.TRUSTED_PROXIES) server.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(securityHeaders(config));
  app.use('/oauth', app.get(Forwarder).toConnections());
  app.use('/hooks', app.get(Forwarder).toFlowRunner());
  server.all('/api/auth/{*path}', ...serveAuth(app.get<Auth>(AUTH)));
  serveDocs(app, config);
  app.use(apiPrefix, app.get(ApiRouter).router());
  serveWebApp(server, config.WEB_DIST);
}
