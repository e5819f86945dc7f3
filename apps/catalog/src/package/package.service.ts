import { Injectable } from '@nestjs/common';
import type { Package } from '@koppel/contracts';
import { ApplicationService } from '../application/application.service.js';
import { packagesFor } from './package.js';

@Injectable()
export class PackageService {
  constructor(private readonly applications: ApplicationService) {}

  list([one, other]: readonly [string, string]): Package[] {
    return packagesFor([this.applications.getConnector(one), this.applications.getConnector(other)]);
  }
}
