import { openSync, type BareOrder, type BareSync } from './src/bare/sync.ts';

type Question = { kind: 'open'; order: BareOrder } | { kind: 'sync' };

let opened: BareSync | undefined;

async function answer(question: Question): Promise<object> {
  if (question.kind === 'open') {
    opened = await openSync(question.order);
    return { ready: true };
  }
  if (!opened) throw new Error('asked to sync before it was opened');
  const beganAtMs = performance.now();
  const counts = await opened.run();
  return { seconds: (performance.now() - beganAtMs) / 1000, counts };
}

/** The bare script as a process: its parent says when, and takes the measures. */
process.on('message', (question: Question) => {
  void answer(question).then((reply) => process.send?.(reply));
});
process.once('disconnect', () => process.exit(0));
