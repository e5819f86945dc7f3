import { Logger, Module, type DynamicModule } from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { apiPrefix } from '@koppel/contracts';
import { SERVICE_CONFIG, ServiceKitModule, storageIn, type ServiceKitOptions } from '@koppel/service-kit';
import { migrations, schema } from '../migrations/index.js';
import { ApiModule } from './api/api.module.js';
import { ApiRouter } from './api/api.router.js';
import { CallLimits } from './api/call-limits.service.js';
import { answerProblems } from './api/problem.handler.js';
import { acceptOldCookies, serveAuth } from './auth/auth.handler.js';
import { AuthModule } from './auth/auth.module.js';
import { AUTH, type Auth } from './auth/auth.provider.js';
import type { GatewayConfig } from './config.js';
import { serveDocs } from './docs/docs.router.js';
import { EventsModule } from './events/events.module.js';
import { ForwardModule } from './forward/forward.module.js';
import { Forwarder } from './forward/forwarder.service.js';
import { guardMetrics, hideProbes } from './readiness/metrics-access.handler.js';
import { SystemReadiness } from './readiness/system-readiness.service.js';
import { securityHeaders } from './security-headers.js';
import { serveWebApp } from './web-app/web-app.router.js';

/** Accounts belong to people, who may be members of several organizations: these tables are better-auth's own. */
export const storage = { schema, entities: [], migrations };

@Module({})
class AppModule {}

export function createAppModule(
  config: GatewayConfig,
  { logStream }: Pick<ServiceKitOptions, 'logStream'> = {},
): DynamicModule {
  return {
    module: AppModule,
    imports: [
      ServiceKitModule.forRoot({
        name: 'gateway',
        config,
        storage: storageIn(config, storage),
        hasOutbox: false,
        readiness: SystemReadiness,
        logStream,
      }),
      AuthModule,
      ApiModule,
      EventsModule,
      ForwardModule,
    ],
  };
}

/** Everything behind the one public door, in the order in which a request meets it. */
export function prepareGateway(app: NestExpressApplication): void {
  const config = app.get<GatewayConfig>(SERVICE_CONFIG);
  const server = app.getHttpAdapter().getInstance();
  server.set('query parser', 'simple');
  if (config.TRUSTED_PROXIES) server.set('trust proxy', config.TRUSTED_PROXIES);
  app.use(securityHeaders(config));
  app.use(acceptOldCookies(config.BETTER_AUTH_SECRET));
  app.use('/metrics', guardMetrics(config.METRICS_TOKEN));
  app.use(['/livez', '/readyz'], hideProbes());
  const problems = answerProblems((error) => new Logger('Gateway').error({ err: error }, 'answering a request failed'));
  app.use('/oauth/keys', app.get(CallLimits).keyPostsByAddress(), problems);
  app.use('/oauth', app.get(CallLimits).byAddress(), app.get(Forwarder).toConnections(), problems);
  app.use('/hooks', app.get(Forwarder).toFlowRunner());
  server.all('/api/auth/{*path}', ...serveAuth(app.get<Auth>(AUTH)));
  serveDocs(app, config);
  app.use(apiPrefix, app.get(ApiRouter).router());
  serveWebApp(server, config.WEB_DIST);
}
