export { FlowRunner1795420800000 } from './1795420800000-flow-runner.js';
export { RecordAttempts1795510800000 } from './1795510800000-record-attempts.js';
export { PreviewsAndCauses1795511000000 } from './1795511000000-previews-and-causes.js';
export { RollingUpgrades1795600000000 } from './1795600000000-rolling-upgrades.js';
export { WorkToDo1795603000000 } from './1795603000000-work-to-do.js';
export { BudgetApplication1795612000000 } from './1795612000000-budget-application.js';
