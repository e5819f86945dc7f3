import { Module } from '@nestjs/common';
import { DraftController } from './draft.controller.js';
import { DraftExpiry } from './draft-expiry.service.js';
import { DraftRepository } from './draft.repository.js';
import { DraftService } from './draft.service.js';

/** Wizards that were begun and not finished. */
@Module({ controllers: [DraftController], providers: [DraftExpiry, DraftRepository, DraftService] })
export class DraftModule {}
