export { dryRun, type DryRunProgress, type DryRunRecord, type DryRunResult } from './dry-run.js';
export { AccessFailure, ApplicationFailure, onSide, RunFailure, type Side } from './errors.js';
export { addFilterReason, deliverPage, noCounts, type IssueChange, type PageOptions, type PageResult } from './page.js';
export { manyLeft } from './many-left.js';
export { overHash, overHashOf } from './over.js';
export { Pace, type PaceState } from './pace.js';
export { offlineEndpoint, planFlow, type FlowPlan, type OriginFlow } from './plan.js';
export type { Endpoint, Ledger, PartialPage, Withdrawals } from './ports.js';
export { findDeleted, followsDeletions, readPages, readRecords } from './read.js';
export { syncReasons } from './reasons.js';
export {
  recordId,
  type Intent,
  type KnownIssue,
  type Link,
  type LinkChange,
  type LinkKey,
  type NewAttempt,
  type Refusal,
} from './record.js';
export { translatePage } from './translate.js';
