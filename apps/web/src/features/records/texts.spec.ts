import { en } from './texts.js';
import { nl } from './texts.nl.js';

it('names in Dutch what a person does with a record as it names it in the help', () => {
  expect([nl.deliverAgain, nl.unlink]).toEqual(['Opnieuw afleveren', 'Verbinding verwijderen']);
  expect(nl.explanations.linked_by_hand.todo).toContain(nl.unlink);
  expect(nl.explanations.skipped_by_person.todo).toContain(nl.deliverAgain);
  expect(en.explanations.linked_by_hand.todo).toContain(en.unlink);
  expect(en.explanations.skipped_by_person.todo).toContain(en.deliverAgain);
});

it.each([
  ['20261042', 'dat dit record bij het doel 20261042 is'],
  [undefined, 'welk record van het doel dit is'],
])('says in Dutch what is forgotten (%s)', (number, text) => {
  expect(nl.unlinkQuestion(number)).toContain(text);
});

it('says in Dutch who linked it, and that it was not compared', () => {
  expect(nl.linkedByHand('Anna Smit', '27 nov 2026', '20261042')).toBe(
    'Anna Smit gaf op 27 nov 2026 aan dat het hetzelfde is als 20261042. Koppel heeft ze niet vergeleken.',
  );
  expect(nl.doneByHand('Anna Smit', '27 nov 2026', '20261042')).toBe(
    'Anna Smit gaf op 27 nov 2026 aan dat 20261042 klopt. Koppel heeft niets geschreven.',
  );
  expect(nl.linkedByHand(undefined, '27 nov 2026', undefined)).toContain('Iemand die niet meer bekend is');
});
