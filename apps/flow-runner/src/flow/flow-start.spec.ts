import type { Flow } from '@koppel/contracts';
import { enabledAtOf } from './flow-start.js';

const [createdAt, enabledAt] = ['2026-11-01T10:00:00.000Z', '2026-11-02T10:00:00.000Z'];

it.each([
  ['when it was first enabled', { createdAt, enabledAt }, enabledAt],
  ['when it was made, while it never was enabled', { createdAt, enabledAt: null }, createdAt],
  ['now, where nobody knows', {}, '2026-11-27T10:00:00.000Z'],
])('a flow counts from %s', (_name, flow, expected) => {
  expect(enabledAtOf(flow as Flow, new Date('2026-11-27T10:00:00Z'))).toBe(expected);
});
