import { Module } from '@nestjs/common';
import { GrantRepository } from './grant.repository.js';

/** What applications granted; apart from its use, because a change of a connection ends a grant. */
@Module({ providers: [GrantRepository], exports: [GrantRepository] })
export class GrantModule {}
