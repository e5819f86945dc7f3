import { Injectable } from '@nestjs/common';
import type { Language, Package } from '@koppel/contracts';
import { ApplicationService } from '../application/application.service.js';
import { packagesFor } from './package.js';
import { translatePackage } from './package-translation.js';

@Injectable()
export class PackageService {
  constructor(private readonly applications: ApplicationService) {}

  list([one, other]: readonly [string, string], language: Language = 'en'): Package[] {
    const pair = [this.applications.getConnector(one), this.applications.getConnector(other)] as const;
    return packagesFor(pair).map((offered) => translatePackage(offered, language, pair));
  }
}
