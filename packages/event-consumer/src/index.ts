export { consumeEvents, type EventConsumer, type EventConsumerOptions } from './consume-events.js';
export { replay, type ReplayOptions, type StartFrom } from './position.js';
export { retryGivenUp } from './retry.js';
export { createTables } from './tables.js';
export type { HandleEvent } from './handle-once.js';
