import type { ReasonMessages } from '@koppel/contracts';
import type { paymentsEn } from './reasons.en.js';

const table = 'de instelling "Dagboeken van betalingen" van deze stroom';

export const paymentsNl: ReasonMessages<keyof typeof paymentsEn> = {
  'exact_online.payment_of_sales_order':
    'Bestellingen worden verkooporders in Exact Online, en die hebben geen openstaande post; hun betalingsconditie zegt dat ze betaald zijn.',
  'exact_online.payment_not_booked':
    'Volgens de instellingen van deze stroom komen betalingen met "{method}" van het bankafschrift, dus Koppel boekt ze niet.',
  'exact_online.payments_by_condition':
    'De stroom voor bestellingen boekt verkooporders, en die hebben in Exact Online geen openstaande post. Betalingen blijven daarom weg, en de betalingsconditie van een order zegt dat die betaald is: vul de instelling "Betalingscondities" van de stroom voor bestellingen in. Wil je betalingen laten boeken, laat bestellingen dan definitieve verkoopfacturen of verkoopboekingen worden.',
  'exact_online.payment_journals_empty':
    'Er is geen dagboek gekozen, dus elke betaling wordt een probleem. Neem de voorgestelde regels over, of voeg er een toe voor elke betaalmethode van de webshop.',
  'exact_online.payment_description_without_number':
    'In de omschrijving moet het woord "number" tussen accolades staan, los van andere letters, cijfers en koppeltekens: aan het nummer herkent Koppel een betaling die al geboekt is.',

  'exact_online.payment_method_not_listed': `Voor de betaalmethode "{method}" is geen dagboek gekozen. Zet de methode in ${table}, met geen dagboek als je bankafschrift het geld brengt; probeer de betaling daarna opnieuw.`,
  'exact_online.payment_journal_unknown': `Exact Online heeft geen dagboek {journal}. Kies een ander in ${table}.`,
  'exact_online.payment_journal_wrong_type': `Dagboek {journal} van Exact Online is niet voor kas, bank of een betaaldienst, dus er kunnen geen betalingen in. Kies een ander in ${table}.`,
  'exact_online.payment_journal_blocked': `Dagboek {journal} is geblokkeerd in Exact Online. Kies een ander in ${table}, of hef de blokkade daar op.`,
  'exact_online.payment_journal_currency': `De betaling is in {currency} en dagboek {journal} wordt alleen in {journalCurrency} bijgehouden. Sta in Exact Online andere valuta toe in het dagboek, of kies voor de methode een ander in ${table}; probeer de betaling daarna opnieuw.`,
  'exact_online.receivables_account_not_chosen':
    'Exact Online heeft meerdere grootboekrekeningen voor debiteuren, of geen, en er is geen gekozen: {known}. Kies de rekening waarop je facturen openstaan bij de instelling "Grootboekrekening debiteuren" van deze stroom.',
  'exact_online.receivables_account_unusable':
    'Grootboekrekening {code} bestaat niet in Exact Online, is geblokkeerd of is niet van het type debiteuren. Kies een andere bij de instelling "Grootboekrekening debiteuren" van deze stroom; er zijn: {known}.',

  'exact_online.payment_without_document':
    'Betaling {payment} hoort bij {document}, waarvan het document in Exact Online is verwijderd. Verwijder de verbinding van {document} op de pagina ervan onder Records, zodat de volgende run het opnieuw boekt, en probeer de betaling opnieuw; of sla de betaling hier over.',
  'exact_online.payment_of_booked_order':
    'Betaling {payment} hoort bij {document}, dat in Exact Online een verkooporder is en geen openstaande post heeft. Boek haar daar zelf op de factuur, en sla de betaling hier over.',
  'exact_online.payment_awaits_invoice':
    'De factuur van {document} is een concept in Exact Online, dus er staat nog niets van open. Betaling {payment} wacht, en wordt vanzelf geboekt als de factuur definitief is.',
  'exact_online.payment_nothing_open': `Betaling {payment} van {amount, money, currency} is niet geboekt, want van factuur {invoice} staat in Exact Online {open, money, currency} open: iemand heeft haar al afgeletterd of anders geboekt. Is ze voldaan, sla de betaling hier dan over; brengt je bankafschrift dit geld, kies dan geen dagboek voor de methode in ${table}.`,
  'exact_online.payment_not_settled':
    'Betaling {payment} van {amount, money, currency} is geboekt, maar factuur {invoice} is er in Exact Online niet mee voldaan: ervoor stond er {before, money, currency} van open, erna {after, money, currency}. Koppel heeft de boeking daarom weer verwijderd. Stond er daarna meer open dan ervoor, kies dan de andere waarde bij de instelling "Teken van ontvangen geld" van deze stroom en probeer de betaling opnieuw; boek haar anders zelf in Exact Online en sla haar hier over.',
  'exact_online.payment_not_taken_back':
    'Betaling {payment} van {amount, money, currency} is geboekt als boeking {entry} en heeft de factuur niet voldaan, en Exact Online laat die boeking niet verwijderen ({said}). Corrigeer haar daar en sla de betaling hier over; of verwijder haar daar en probeer het opnieuw.',
  'exact_online.payment_in_shared_entry':
    'Betaling {payment} van {amount, money, currency} staat in boeking {entry} van Exact Online en heeft haar factuur niet afgeletterd. In die boeking staan ook andere regels, dus verwijdert Koppel haar niet. Corrigeer het daar en sla de betaling hier over.',
  'exact_online.payment_number_taken':
    'Boeking {number} in Exact Online heeft het nummer van betaling {payment} in de omschrijving en is {booked, money, currency}, terwijl de betaling {amount, money, currency} is. Is het deze betaling, kies hier dan "Het is hetzelfde"; is het een betaling van een andere webshop, geef deze webshop dan een eigen voorvoegsel met de instelling "Voorvoegsel van het ordernummer" van de stroom voor bestellingen, en probeer het opnieuw.',
  'exact_online.payment_deleted':
    'De boeking van betaling {payment} is in Exact Online verwijderd nadat ze was geboekt. Koppel boekt haar niet vanzelf opnieuw: verwijder de verbinding op de pagina ervan onder Records en de volgende run boekt haar opnieuw, of sla haar hier over.',
  'exact_online.payment_leaves_open':
    'Van factuur {invoice} blijft na deze betaling {open, money, currency} openstaan.',
  'exact_online.payment_exceeds_open':
    'De betaling is {open, money, currency} meer dan er van factuur {invoice} openstond. Dat bedrag blijft in Exact Online op de relatie staan.',
  'exact_online.payment_not_matched':
    'Van factuur {invoice} is niets meer verschuldigd, maar Exact Online heeft haar niet met de betalingen afgeletterd. Doe dat daar.',

  'exact_online.payment_removed':
    'Alles wat voor de bestelling was ontvangen is teruggegeven, dus boeking {entry} van {amount, money, currency} is in Exact Online verwijderd.',
  'exact_online.payment_gone_already':
    'Alles wat voor de bestelling was ontvangen is teruggegeven, en de boeking was in Exact Online al verwijderd.',
  'exact_online.payment_removal_refused':
    'Alles wat voor de bestelling was ontvangen is teruggegeven, en Exact Online laat boeking {entry} van {amount, money, currency}, betaling {payment}, niet verwijderen ({said}). Neem haar daar zelf terug en kies hier "Ik heb het gedaan".',
  'exact_online.payment_entry_shared':
    'Alles wat voor de bestelling was ontvangen is teruggegeven, maar boeking {entry} van betaling {payment}, samen {amount, money, currency}, heeft in Exact Online ook andere regels, of nu een andere omschrijving, dus Koppel verwijdert haar niet. Neem de betaling daar zelf terug en kies hier "Ik heb het gedaan".',

  'exact_online.payment_journal_gap':
    'Het staat niet vast in welk dagboek deze betalingen horen. Kies er een, of geen als je bankafschrift het geld brengt; tot dan worden zulke betalingen problemen.',
  'exact_online.payments_not_readable':
    'Mag {what, term} niet lezen, dus betalingen kunnen niet worden geboekt. Geef het recht in Exact Online en vink het aan in je app, als Koppel ze moet boeken.',
};
