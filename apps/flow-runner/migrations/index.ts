export { FlowRunner1795420800000 } from './1795420800000-flow-runner.js';
