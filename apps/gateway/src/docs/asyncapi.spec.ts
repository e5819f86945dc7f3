import { eventData, eventSchema, eventTypes } from '@koppel/contracts';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { createRequire } from 'node:module';
import { describeEvents } from './asyncapi.js';

interface Document {
  channels: Record<string, { address: string }>;
  components: {
    messages: Record<string, { payload: object; examples: { payload: Record<string, unknown> }[] }>;
    schemas: Record<string, object>;
  };
}

const specification = createRequire(import.meta.url)('@asyncapi/specs/schemas/3.0.0.json') as object;
const document = JSON.parse(JSON.stringify(describeEvents('https://koppel.example'))) as Document;

function compile(schema: object): ValidateFunction {
  // The specification brings its own copy of JSON Schema's schema.
  const ajv = new Ajv({ strict: false, allErrors: true, meta: false, validateSchema: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

describe('the AsyncAPI document', () => {
  it('is valid by the official schema of AsyncAPI 3.0', () => {
    const validate = compile(specification);
    validate(document);
    expect(validate.errors).toBeNull();
    expect(validate({ ...document, channels: [] })).toBe(false);
  });

  it('has a channel for every event, by its subject', () => {
    expect(Object.values(document.channels).map(({ address }) => address)).toEqual(eventTypes);
  });

  it('names the schemas that several events have', () => {
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['EntityKind', 'FailureClass', 'Reason', 'RunCounts']),
    );
    expect(JSON.stringify(document).match(/"#\/components\/schemas\/RunCounts"/g)?.length).toBeGreaterThan(2);
  });

  it.each(eventTypes)('gives an example of %s that both the contract and the document accept', (type) => {
    const message = document.components.messages[type];
    const example = message?.examples[0]?.payload;
    expect(eventSchema(type, eventData[type]).parse(example)).toEqual(example);
    const validate = compile({ ...message?.payload, components: document.components });
    expect(validate(example)).toBe(true);
    expect(validate({ ...example, addedLater: true })).toBe(true);
    expect(validate({ ...example, data: {} })).toBe(false);
  });
});
