import { Module } from '@nestjs/common';
import { ApplicationController } from './application.controller.js';
import { ApplicationService } from './application.service.js';

/** Applications, as their connectors describe them. */
@Module({ controllers: [ApplicationController], providers: [ApplicationService], exports: [ApplicationService] })
export class ApplicationModule {}
