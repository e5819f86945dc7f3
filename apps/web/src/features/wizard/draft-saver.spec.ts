import { DraftSaver, type DraftChanges, type SavingState } from './draft-saver.js';

function aSaver(outcomes: boolean[] = []) {
  const sent: DraftChanges[] = [];
  const states: SavingState[] = [];
  const timers: (() => void)[] = [];
  const saver = new DraftSaver({
    save: (changes) => {
      sent.push(changes);
      return (outcomes.shift() ?? true) ? Promise.resolve() : Promise.reject(new Error('no answer'));
    },
    onState: (state) => states.push(state),
    later: (work) => timers.push(work),
  });
  return { saver, sent, states, timers };
}

it('gathers changes and sends them once', async () => {
  const { saver, sent, timers, states } = aSaver();
  saver.change({ step: 'applications' });
  saver.change({ step: 'packages', values: { form: { name: 'a' } } });
  expect(timers).toHaveLength(1);
  timers[0]?.();
  await saver.flush();
  expect(sent).toEqual([{ step: 'packages', values: { form: { name: 'a' } } }]);
  expect(states.at(-1)).toBe('saved');
});

it('sends again what did not arrive, the newer value first', async () => {
  const { saver, sent, states } = aSaver([false]);
  saver.change({ step: 'applications', integrationId: null });
  await expect(saver.flush()).rejects.toThrow('no answer');
  expect(states.at(-1)).toBe('unsaved');
  saver.change({ step: 'packages' });
  await saver.flush();
  expect(sent[1]).toEqual({ step: 'packages', integrationId: null });
});

it('sends nothing when nothing changed', async () => {
  const { saver, sent } = aSaver();
  await saver.flush();
  expect(sent).toEqual([]);
});
