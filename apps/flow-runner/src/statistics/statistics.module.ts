import { Module } from '@nestjs/common';
import { FlowSummaryRepository } from './flow-summary.repository.js';
import { LedgerMetricsRepository } from './ledger-metrics.repository.js';
import { LedgerMetricsService } from './ledger-metrics.service.js';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsRepository } from './statistics.repository.js';

/** Numbers for people and for monitoring. */
@Module({
  controllers: [StatisticsController],
  providers: [FlowSummaryRepository, LedgerMetricsRepository, LedgerMetricsService, StatisticsRepository],
})
export class StatisticsModule {}
