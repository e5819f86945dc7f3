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

it('waits for all that is sent, also where two wait for the same', async () => {
  const answers: (() => void)[] = [];
  const sent: DraftChanges[] = [];
  const saver = new DraftSaver({
    save: (changes) => {
      sent.push(changes);
      return new Promise<void>((resolve) => answers.push(resolve));
    },
    onState: () => undefined,
    later: () => undefined,
  });
  saver.change({ step: 'applications' });
  const first = saver.flush();
  saver.change({ step: 'packages' });
  expect(saver.unsaved).toEqual({ step: 'packages' });
  let isDone = false;
  const others = [saver.flush(), saver.flush().then(() => (isDone = true))];
  answers[0]?.();
  await first;
  await new Promise((resolve) => setTimeout(resolve));
  expect(sent).toEqual([{ step: 'applications' }, { step: 'packages' }]);
  expect([isDone, saver.unsaved]).toEqual([false, { step: 'packages' }]);
  answers[1]?.();
  await Promise.all(others);
  expect([isDone, saver.unsaved]).toEqual([true, {}]);
});

it('does not send again what would be refused again', async () => {
  const timers: (() => void)[] = [];
  const saver = new DraftSaver({
    save: () => Promise.reject(new Error('too large')),
    onState: () => undefined,
    isFinal: () => true,
    later: (work) => timers.push(work),
  });
  saver.change({ step: 'packages' });
  await expect(saver.flush()).rejects.toThrow('too large');
  expect(timers).toHaveLength(1);
});
