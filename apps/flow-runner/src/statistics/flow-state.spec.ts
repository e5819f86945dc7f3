import { silentFlows, sumUpFlows, type FlowState } from './flow-state.js';

const aFlow = (flow: Partial<FlowState> = {}): FlowState => ({
  flowId: 'flow-1',
  organizationId: 'org-1',
  entity: 'product',
  lagSeconds: 60,
  cursorAgeSeconds: 60,
  missedIntervals: 0,
  ...flow,
});

describe('the state of the flows', () => {
  it('is the worst of each kind of record', () => {
    const flows = [
      aFlow({ lagSeconds: 10, cursorAgeSeconds: 900 }),
      aFlow({ lagSeconds: 700, cursorAgeSeconds: 5, missedIntervals: 3 }),
      aFlow({ entity: 'order', lagSeconds: 1, cursorAgeSeconds: 1, missedIntervals: 2 }),
    ];
    expect(sumUpFlows(flows)).toEqual([
      { entity: 'product', lagSeconds: 700, cursorAgeSeconds: 900, silentFlows: 1 },
      { entity: 'order', lagSeconds: 1, cursorAgeSeconds: 1, silentFlows: 0 },
    ]);
  });

  it('names the flows that are silent, the worst first and never too many', () => {
    const flows = Array.from({ length: 60 }, (_, index) => aFlow({ flowId: `flow-${index}`, missedIntervals: index }));
    const named = silentFlows(flows);
    expect(named).toHaveLength(20);
    expect(named[0]).toMatchObject({ flowId: 'flow-59' });
    expect(silentFlows(flows.slice(0, 3))).toEqual([]);
  });
});
