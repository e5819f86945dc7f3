/** Sentences in another language, by the English ones; `{}` stands for what differs from case to case. */
export type Sentences = Readonly<Record<string, string>>;

/**
 * Gives an English sentence, or several after one another, in another language. What stands in place of a `{}` is translated
 * as well where it is a sentence or a word of the dictionary; what is not known stays as it is.
 */
export function translateSentences(text: string, sentences: Sentences): string {
  const exact = sentences[text];
  if (exact !== undefined) return exact;
  for (const [english, translated] of Object.entries(sentences)) {
    if (!english.includes('{}')) continue;
    const found = patternOf(english).exec(text);
    if (!found) continue;
    const values = found.slice(1).map((value) => translateSentences(value, sentences));
    return translated.replace(
      /\{(\d*)\}/g,
      (_hole, place: string) => (place ? values[Number(place) - 1] : values.shift()) ?? '',
    );
  }
  return text;
}

function patternOf(english: string): RegExp {
  const parts = english.split('{}').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('(.*?)')}$`, 's');
}

const retried = 'Koppel probeert het zelf opnieuw.';

/** What {@link HttpPort} says of failed calls, in Dutch. */
export const dutchCallSentences: Sentences = {
  'Koppel tries again by itself.': retried,
  'Koppel looks up whether it was done before it tries again.':
    'Koppel zoekt eerst op of het gelukt is en probeert het dan opnieuw.',
  'The call to {} was stopped. {}': 'De aanroep van {} is gestopt. {}',
  '{} did not answer within {} seconds. It is busy or hard to reach. {}':
    '{} antwoordde niet binnen {} seconden. De applicatie is druk of slecht bereikbaar. {}',
  'The answer of {} is larger than {} MiB, so it was not read. Ask for less at once, or let the operator raise the limit.':
    'Het antwoord van {} is groter dan {} MiB en is daarom niet gelezen. Vraag minder tegelijk op, of laat de beheerder de limiet verhogen.',
  "{} answered with something that is not the data it should give ({}). It may be in maintenance, or its address is wrong. {} If this stays, check the address in the connection's fields.":
    '{} antwoordde met iets anders dan de gevraagde gegevens ({}). Misschien is er onderhoud, of klopt het adres niet. {} Blijft dit zo, controleer dan het adres in de velden van de verbinding.',
  "The address of {} ({}) may not be called: it is not a public address, or not https. Correct it in the connection's fields, or let the operator allow private addresses.":
    'Het adres van {} ({}) mag niet worden aangeroepen: het is geen openbaar adres, of geen https. Corrigeer het in de velden van de verbinding, of laat de beheerder privéadressen toestaan.',
  "{} cannot be reached ({}): it is down, or its address is wrong. Koppel tries again by itself; if this stays, check the address in the connection's fields.":
    '{} is niet bereikbaar ({}): de applicatie ligt eruit, of het adres klopt niet. Koppel probeert het zelf opnieuw; blijft dit zo, controleer dan het adres in de velden van de verbinding.',
  'The certificate of {} does not hold ({}), so nothing was sent. Let its administrator mend the certificate.':
    'Het certificaat van {} klopt niet ({}), dus er is niets verstuurd. Laat de beheerder ervan het certificaat herstellen.',
  'The connection to {} was cut before its answer was complete{}. {}':
    'De verbinding met {} werd verbroken voordat het antwoord compleet was{}. {}',
  "The application's limit on calls is used up. The work goes on by itself in about {} seconds; nothing needs to be done.":
    'De limiet op aanroepen van de applicatie is bereikt. Het werk gaat over ongeveer {} seconden vanzelf verder; je hoeft niets te doen.',
  "{} sent the call to another address (HTTP {}), which is not followed. Check the address in the connection's fields: https or http, with or without www.":
    '{} stuurde de aanroep door naar een ander adres (HTTP {}); dat wordt niet gevolgd. Controleer het adres in de velden van de verbinding: https of http, met of zonder www.',
  '{} refused the call (HTTP {}): {}. Check the credentials and the rights of the user in the connection.':
    '{} weigerde de aanroep (HTTP {}): {}. Controleer de inloggegevens en de rechten van de gebruiker in de verbinding.',
  '{} refused the call (HTTP {}). Check the credentials and the rights of the user in the connection.':
    '{} weigerde de aanroep (HTTP {}). Controleer de inloggegevens en de rechten van de gebruiker in de verbinding.',
  '{} refused the call (HTTP {}){} Its limit on calls is used up. The work goes on by itself; nothing needs to be done.':
    '{} weigerde de aanroep (HTTP {}){} De limiet op aanroepen is bereikt. Het werk gaat vanzelf verder; je hoeft niets te doen.',
  '{} refused the call (HTTP {}){} That is a fault of the application. Koppel tries again by itself.': `{} weigerde de aanroep (HTTP {}){} Dat is een fout van de applicatie. ${retried}`,
  '{} refused the call (HTTP {}){} It is down or in maintenance. Koppel tries again by itself.': `{} weigerde de aanroep (HTTP {}){} De applicatie ligt eruit of is in onderhoud. ${retried}`,
  '{} refused the call (HTTP {}){} The record cannot be taken as it is: correct it at its source, or the settings of the flow, and try again.':
    '{} weigerde de aanroep (HTTP {}){} De gegevens worden zo niet aangenomen: corrigeer ze bij de bron, of pas de instellingen van de stroom aan, en probeer het opnieuw.',
};
