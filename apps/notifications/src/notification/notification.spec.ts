import { messageOf, nextAttemptAt, type Change } from './notification.js';
import { renderMail } from '../mail/mail.js';

const given = { organization: 'Fiets & Co', publicUrl: 'https://koppel.example' };
const aChange = (overrides: Partial<Change> = {}): Change => ({
  ...{ id: '1', change: 'opened', kind: 'flow_failing', since: new Date('2026-11-20T10:00:00Z') },
  params: { name: 'flow_order', path: '/integrations/i/flows/f', count: 3 },
  ...overrides,
});

describe('a message', () => {
  it('about one thing names it and leads to the remedy, in the language of the person', () => {
    const message = messageOf([aChange()], given);
    expect(message.action?.url).toBe('https://koppel.example/integrations/i/flows/f');
    const { subject, text } = renderMail(message, 'nl');
    expect(subject).toBe('Fiets & Co: de stroom Bestellingen mislukt');
    expect(text).toContain('sinds 20 november 2026');
  });

  it('about several things has each with its link, what is wrong first, and no more than twenty', () => {
    const healed = aChange({ change: 'healed' });
    const wrong = Array.from({ length: 30 }, (_, index) =>
      aChange({ kind: 'issues_open', params: { name: 'flow_order', path: `/issues/causes/${index}`, count: 1 } }),
    );
    const message = messageOf([healed, ...wrong], given);
    expect(message.sections).toHaveLength(20);
    expect(message.sections?.[0]?.action.url).toBe('https://koppel.example/issues/causes/0');
    const { subject, text } = renderMail(message, 'en');
    expect(subject).toBe('Fiets & Co: 31 changes');
    expect(text).toContain('And 11 more.');
  });

  it.each([
    ['healed', 'healed', 'Fiets & Co: 2 things are all right again'],
    ['opened', 'opened', 'Fiets & Co: 2 things need you'],
    ['opened', 'healed', 'Fiets & Co: 2 changes'],
  ] as const)('of %s and %s has the subject %s', (one, other, subject) => {
    const message = messageOf([aChange({ change: one }), aChange({ change: other })], given);
    expect(renderMail(message, 'en').subject).toBe(subject);
  });
});

it.each([
  ['flow_silent', 'the flow Orders does not run', 'de stroom Bestellingen loopt niet'],
  ['orders_missing', 'no orders for longer than usual', 'langer dan anders geen bestellingen'],
  ['run_stuck', 'the flow Orders does not get on', 'de stroom Bestellingen komt niet verder'],
] as const)('says %s in the language of the person, and leads to the flow', (kind, english, dutch) => {
  const message = messageOf([aChange({ kind })], given);
  expect(renderMail(message, 'en').subject).toContain(english);
  const { subject, text } = renderMail(message, 'nl');
  expect(subject).toContain(dutch);
  expect(text).toContain('https://koppel.example/integrations/i/flows/f');
});

it('is tried again for a day, and then given up', () => {
  const now = new Date('2026-11-20T10:00:00Z');
  expect(nextAttemptAt(now, 1)).toEqual(new Date('2026-11-20T10:01:00Z'));
  expect(nextAttemptAt(now, 6)).toBeDefined();
  expect(nextAttemptAt(now, 7)).toBeUndefined();
});
