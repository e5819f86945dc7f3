import { Controller } from '@nestjs/common';
import { packageList, type ParsedRequestOf, type ReplyOf } from '@koppel/contracts';
import { Answers } from '@koppel/service-kit';
import { PackageService } from './package.service.js';

@Controller()
export class PackageController {
  constructor(private readonly packages: PackageService) {}

  @Answers(packageList)
  async list({ applicationIds, language }: ParsedRequestOf<typeof packageList>): Promise<ReplyOf<typeof packageList>> {
    return Promise.resolve({ items: this.packages.list(applicationIds, language) });
  }
}
