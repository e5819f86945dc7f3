import { z } from 'zod';
import * as contracts from './index.js';
import { eventData, eventTypes } from './events.js';
import type { Contract } from './message.js';

function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'subject' in value && 'request' in value && 'reply' in value;
}

const messages = Object.values(contracts as Record<string, unknown>)
  .filter(isContract)
  .sort((one, other) => one.subject.localeCompare(other.subject));

/** Without descriptions and examples, which are for people. */
function shapeOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  const document = JSON.stringify(z.toJSONSchema(schema, { io, unrepresentable: 'any' }), (key, value: unknown) =>
    (key === 'description' && typeof value === 'string') || (key === 'examples' && Array.isArray(value))
      ? undefined
      : value,
  );
  return JSON.parse(document);
}

/**
 * Services of different versions talk to each other during an upgrade. A difference here is a break unless it only adds
 * something optional; anything else is a `v2` beside the `v1`.
 */
describe('the contracts are those of the last release', () => {
  it.each(messages.map((message) => [message.subject, message] as const))('%s', (_subject, message) => {
    expect({
      scope: message.scope,
      errors: message.errors,
      request: shapeOf(message.request, 'input'),
      reply: shapeOf(message.reply, 'output'),
    }).toMatchSnapshot();
  });

  it.each(eventTypes)('%s', (type) => {
    expect(shapeOf(eventData[type], 'output')).toMatchSnapshot();
  });
});

it('gives every message a subject of its own, in the form service.version.thing.verb', () => {
  const subjects = messages.map(({ subject }) => subject);
  expect(new Set(subjects).size).toBe(subjects.length);
  for (const subject of subjects) expect(subject).toMatch(/^[a-z-]+\.v\d+\.[a-z_]+\.[a-z_]+$/);
});
