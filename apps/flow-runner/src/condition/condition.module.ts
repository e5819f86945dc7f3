import { Module } from '@nestjs/common';
import { ConditionController } from './condition.controller.js';
import { ConditionRepository } from './condition.repository.js';

/** What is wrong with flows, for whoever notifies people. */
@Module({ controllers: [ConditionController], providers: [ConditionRepository] })
export class ConditionModule {}
