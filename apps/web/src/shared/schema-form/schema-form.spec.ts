import type { JsonSchemaDocument } from '@koppel/contracts';
import { type FieldSpec, fieldSpecsOf } from './field-spec.js';
import { formSchemaOf, problemOf } from './form-schema.js';
import { defaultText, fieldErrorOf, formValuesOf, isDefault, jsonValuesOf, problemsByField } from './form-value.js';
import { missingKeys, notesOf, offeredOf, proposedOf, withCounts, withKeys, withLabels } from './live-choices.js';

const schema: JsonSchemaDocument = {
  type: 'object',
  required: ['clientId', 'clientSecret', 'country'],
  properties: {
    clientId: { type: 'string', title: 'Client ID', description: 'From the app centre.', pattern: '^[0-9a-f-]{36}$' },
    clientSecret: { type: 'string', title: 'Client secret', 'x-secret': true },
    country: { type: 'string', title: 'Country', enum: ['nl', 'be'], 'x-labels': { nl: 'Netherlands' } },
    buffer: { type: 'integer', title: 'Buffer', minimum: 0, default: 2, 'x-essential': true },
    rate: { anyOf: [{ type: 'number', maximum: 100 }, { type: 'null' }], title: 'Rate' },
    isWebshopOnly: { type: 'boolean', title: 'Web-shop items only', default: true },
    warehouses: { type: 'array', items: { type: 'string' }, title: 'Warehouses', default: [] },
    statuses: { type: 'array', items: { enum: ['paid', 'on_hold'] }, title: 'Statuses', default: ['paid'] },
    vatCodes: { type: 'object', additionalProperties: { type: 'string' }, title: 'VAT codes', default: { '21': '2' } },
  },
};
const specs = fieldSpecsOf(schema);

function spec(name: string): FieldSpec {
  const found = specs.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`no field ${name}`);
  return found;
}

describe('fieldSpecsOf', () => {
  it('chooses a kind of control for every kind of property', () => {
    expect(specs.map(({ name, kind }) => [name, kind])).toEqual([
      ['clientId', 'text'],
      ['clientSecret', 'secret'],
      ['country', 'choice'],
      ['buffer', 'integer'],
      ['rate', 'number'],
      ['isWebshopOnly', 'boolean'],
      ['warehouses', 'list'],
      ['statuses', 'choices'],
      ['vatCodes', 'table'],
    ]);
  });

  it('takes title, help, need and weight from the property', () => {
    expect(spec('clientId')).toMatchObject({ title: 'Client ID', help: 'From the app centre.', isRequired: true });
    expect(spec('buffer')).toMatchObject({ isRequired: false, isEssential: true, minimum: 0, defaultValue: 2 });
  });

  it('labels choices, and makes words of those without a label', () => {
    expect(spec('country').choices).toEqual([
      { value: 'nl', label: 'Netherlands' },
      { value: 'be', label: 'be' },
    ]);
    expect(spec('statuses').choices.map(({ label }) => label)).toEqual(['paid', 'on hold']);
  });

  it('reads titles of oneOf options', () => {
    const [field] = fieldSpecsOf({ properties: { mode: { oneOf: [{ const: 'a', title: 'First' }, { const: 'b' }] } } });
    expect(field).toMatchObject({
      kind: 'choice',
      choices: [
        { value: 'a', label: 'First' },
        { value: 'b', label: 'b' },
      ],
    });
  });
});

describe('form values', () => {
  it('come back as the JSON they were made of', () => {
    const json = {
      buffer: 5,
      rate: 5.5,
      isWebshopOnly: false,
      warehouses: ['1', '2'],
      statuses: [],
      vatCodes: { '9': '1' },
    };
    expect(jsonValuesOf(specs, formValuesOf(specs, json))).toEqual(json);
  });

  it('start from the defaults', () => {
    expect(formValuesOf(specs, {})).toMatchObject({
      buffer: '2',
      isWebshopOnly: true,
      vatCodes: [{ key: '21', value: '2' }],
    });
  });

  it('leave out what is empty, so that a stored secret is kept', () => {
    expect(jsonValuesOf(specs, { clientSecret: '', clientId: ' a ', rate: '' })).toEqual({ clientId: 'a' });
  });

  it('drop table rows without a key', () => {
    expect(jsonValuesOf([spec('vatCodes')], { vatCodes: [{ key: ' ', value: 'x' }] })).toEqual({ vatCodes: {} });
  });

  it('keep numbers of a choice as numbers', () => {
    const numeric = fieldSpecsOf({
      properties: { days: { enum: [7, 14], 'x-labels': { 7: 'a week', 14: 'two weeks' }, default: 7 } },
    });
    expect(numeric[0]?.choices[1]).toEqual({ value: '14', label: 'two weeks' });
    expect(jsonValuesOf(numeric, { days: '14' })).toEqual({ days: 14 });
  });

  it('send a text that was emptied, so that it does not get its default again', () => {
    const [text] = fieldSpecsOf({ properties: { note: { type: 'string', default: 'Web order' } } });
    expect(text && jsonValuesOf([text], { note: ' ' })).toEqual({ note: '' });
  });

  it('draw a nested object as a group and give it back', () => {
    const group = fieldSpecsOf({
      properties: {
        limits: {
          type: 'object',
          title: 'Limits',
          'x-side': 'target',
          default: { most: 5 },
          properties: { most: { type: 'integer' }, isStrict: { type: 'boolean', default: true } },
        },
      },
    });
    expect(group[0]).toMatchObject({ kind: 'group', fields: [{ name: 'most', side: 'target', defaultValue: 5 }, {}] });
    expect(formValuesOf(group, {})).toEqual({ limits: { most: '5', isStrict: true } });
    expect(jsonValuesOf(group, { limits: { most: '7', isStrict: false } })).toEqual({
      limits: { most: 7, isStrict: false },
    });
    expect(formSchemaOf(group).safeParse({ limits: { most: 'x', isStrict: true } }).error?.issues[0]?.path).toEqual([
      'limits',
      'most',
    ]);
  });

  it('know what may be chosen live, and on which side', () => {
    const [field] = fieldSpecsOf({
      properties: {
        codes: { type: 'object', 'x-side': 'target', 'x-choices': 'vat_codes', 'x-key-choices': 5 },
      },
    });
    expect(field).toMatchObject({ side: 'target', choiceKind: 'vat_codes', keyChoiceKind: undefined });
  });

  it('know whether they differ from the default', () => {
    expect(isDefault(spec('buffer'), '2')).toBe(true);
    expect(isDefault(spec('buffer'), '3')).toBe(false);
    expect(isDefault(spec('vatCodes'), [])).toBe(false);
  });
});

describe('formSchemaOf', () => {
  const filled = formValuesOf(specs, { country: 'nl', clientId: '0f6a3f0e-8f3e-4f0a-9a35-3d0d9d1b2c3d' });

  it('asks for a secret that is not stored yet', () => {
    const result = formSchemaOf(specs).safeParse(filled);
    expect(result.error?.issues).toMatchObject([{ path: ['clientSecret'], message: 'Fill in Client secret.' }]);
  });

  it('lets a stored secret stay empty', () => {
    expect(formSchemaOf(specs, { secretsSet: ['clientSecret'] }).safeParse(filled).success).toBe(true);
  });

  it.each([
    ['clientId', 'ABC', /does not look like a valid Client ID/],
    ['country', 'NL', /Choose one/],
    ['buffer', '-1', /0 or more/],
    ['buffer', '1.5', /whole number/],
    ['rate', 'x', /Enter a number/],
  ])('refuses %s = %s', (name, value, text) => {
    expect(problemOf(spec(name), value)).toMatch(text);
  });

  it('refuses a key that stands in a table twice', () => {
    const rows = [
      { key: '21', value: '2' },
      { key: '21', value: '4' },
    ];
    expect(problemOf(spec('vatCodes'), rows)).toMatch(/twice/);
  });

  it('refuses a row that is half filled in', () => {
    expect(problemOf(spec('vatCodes'), [{ key: '21', value: ' ' }])).toMatch(/“21”/);
    expect(problemOf(spec('vatCodes'), [{ key: '', value: '' }])).toBeUndefined();
  });
});

describe('defaultText', () => {
  it.each([
    ['isWebshopOnly', 'on'],
    ['buffer', '2'],
    ['warehouses', 'empty'],
    ['statuses', 'paid'],
    ['vatCodes', '21 → 2'],
  ])('says the default of %s', (name, text) => {
    expect(defaultText(spec(name))).toBe(text);
  });
});

const names = ['division', 'country'];

it.each(['fields.division', 'settings.division', 'division', 'fields/division', 'division.0'])(
  'places %s at the division',
  (path) => {
    expect(problemsByField([{ path, message: 'Digits only.' }], names)).toMatchObject([
      { name: 'division', message: 'Digits only.' },
    ]);
  },
);

it('places what is wrong with rows of a table at the rows', () => {
  const problems = [
    { path: 'vatCodes.FR:5.5', message: 'Blocked.' },
    { path: 'vatCodes.NL:21', message: 'Unknown.' },
  ];
  expect(fieldErrorOf(spec('vatCodes'), problemsByField(problems, ['vatCodes']))).toMatchObject({
    message: '2 rows need correction.',
    types: { 'FR:5.5': 'Blocked.', 'NL:21': 'Unknown.' },
  });
  const inList = problemsByField([{ path: 'warehouses.0', message: 'Too long.' }], ['warehouses']);
  expect(fieldErrorOf(spec('warehouses'), inList)).toMatchObject({ message: 'Too long.', types: {} });
});

it('leaves out what belongs to no control', () => {
  expect(problemsByField([{ path: 'version', message: 'Too old.' }], names)).toEqual([]);
});

const methods = [
  { value: 'ideal', label: 'iDEAL' },
  { value: 'paypal', label: 'PayPal' },
];
const conditions = [
  { value: '00', label: 'Paid', isProposed: true },
  { value: '30', label: '30 days' },
];

it('finds the keys that a table lacks, whatever their case', () => {
  expect(missingKeys([{ key: ' IDEAL', value: '00' }], methods).map(({ value }) => value)).toEqual(['paypal']);
});

it('adds a row for each, with what the application proposes', () => {
  expect(withKeys([], methods, conditions)).toEqual([
    { key: 'ideal', value: '00' },
    { key: 'paypal', value: '00' },
  ]);
});

it('proposes nothing where the application proposes several', () => {
  expect(proposedOf(conditions.map((choice) => ({ ...choice, isProposed: true })))).toBeUndefined();
});

it('names values of a table that are no record of the application as its setting does', () => {
  const schema = { type: 'object', properties: { journals: { type: 'object', 'x-labels': { none: 'Not booked' } } } };
  const [spec] = fieldSpecsOf(schema);
  const listed = ['none', '20'].map((value) => ({ value, label: value }));
  expect(withLabels(listed, spec?.labels ?? {}).map(({ label }) => label)).toEqual(['Not booked', '20']);
});

it('says how many records a choice takes, as far as the application listed', () => {
  const choices = [
    { value: 'date', label: 'The date below' },
    { value: 'all', label: 'All orders' },
  ];
  const counted = [{ value: 'all', label: 'Everything', count: 1204 }];
  expect(withCounts(choices, counted).map(({ label }) => label)).toEqual(['The date below', 'All orders (1,204)']);
  expect(withCounts(choices, [])).toEqual(choices);
});

it('leaves out what the application does not offer, says why, and puts the best first', () => {
  const choices = [
    { value: 'order', label: 'Orders' },
    { value: 'invoice', label: 'Invoices' },
    { value: 'entry', label: 'Entries' },
  ];
  const reason = { code: 'x.forbidden', params: {}, message: 'no right' };
  const listed = [
    { value: 'entry', label: 'entry' },
    { value: 'invoice', label: 'invoice' },
    { value: 'order', label: 'order', isOffered: false, reason },
  ];
  expect(offeredOf(choices, listed, '').map(({ value }) => value)).toEqual(['entry', 'invoice']);
  expect(offeredOf(choices, listed, 'order').map(({ value }) => value)).toEqual(['entry', 'invoice', 'order']);
  expect(notesOf(choices, listed)).toEqual(['Orders: no right']);
  expect(offeredOf(choices, [], '')).toEqual(choices);
  expect(offeredOf(choices, listed.slice(0, 1), '')).toEqual(choices);
});
