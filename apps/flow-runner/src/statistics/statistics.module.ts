import { Module } from '@nestjs/common';
import { LedgerMetricsRepository } from './ledger-metrics.repository.js';
import { LedgerMetricsService } from './ledger-metrics.service.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsRepository } from './statistics.repository.js';

/** Numbers for people and for monitoring. */
@Module({
  controllers: [StatisticsController],
  providers: [LedgerMetricsRepository, LedgerMetricsService, StatisticsRepository],
})
export class StatisticsModule {}
