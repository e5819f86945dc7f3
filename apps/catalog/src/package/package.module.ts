import { Module } from '@nestjs/common';
import { ApplicationModule } from '../application/application.module.js';
import { PackageController } from './package.controller.js';
import { PackageService } from './package.service.js';

/** The packages that two applications can exchange. */
@Module({ imports: [ApplicationModule], controllers: [PackageController], providers: [PackageService] })
export class PackageModule {}
