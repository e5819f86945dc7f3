import type { Connector } from '@koppel/connector-sdk';
import type { ChoiceKind, EntityKind } from '@koppel/contracts';
import { Bench } from './bench.js';
import { describeChoices } from './choices.js';
import { describeConnection } from './connection.js';
import { describeDefinition } from './definition.js';
import type { ConformanceHarness } from './harness.js';
import { describeReader } from './reading.js';
import { testTimeoutMs } from './test-timeout.js';
import { describeWriter } from './writing.js';

export { startFaultProxy, type AlteringFault, type AnswerFault, type Fault, type FaultProxy } from './fault-proxy.js';
export type {
  ConformanceApplication,
  ConformanceConnection,
  ConformanceHarness,
  ReaderCase,
  WriterCase,
} from './harness.js';
export { ShopBooks, type OrderBooks } from './shop-books.js';

/**
 * The Jest suite that every connector passes, against its simulator or a real server. The definition alone is checked
 * where there is no harness.
 */
export function describeConnector(connector: Connector, harness?: ConformanceHarness): void {
  describe(`${connector.name} as a connector`, () => {
    describeDefinition(connector);
    if (harness) describeBehaviour(connector, harness);
  });
}

function describeBehaviour(connector: Connector, harness: ConformanceHarness): void {
  let started: Bench | undefined;
  const bench = (): Bench => {
    if (!started) throw new Error('the application is not started');
    return started;
  };
  beforeAll(async () => {
    started = await Bench.start(connector, harness);
  }, harness.startTimeoutMs ?? testTimeoutMs);
  afterEach(() => started?.proxy.setFault(undefined));
  afterAll(() => started?.stop(), testTimeoutMs);
  describeConnection(bench);
  for (const kind of Object.keys(connector.choices ?? {}) as ChoiceKind[]) describeChoices(kind, bench);
  for (const kind of Object.keys(connector.readers) as EntityKind[]) describeReader(kind, bench);
  for (const kind of Object.keys(connector.writers) as EntityKind[]) describeWriter(kind, bench);
}
