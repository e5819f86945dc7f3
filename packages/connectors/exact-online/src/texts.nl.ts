import type { ConnectorTexts, FormTexts } from '@koppel/connector-sdk';
import type { ownSettings as creditSettings } from './credits.js';
import type { customerSettings } from './customer-payload.js';
import type { orderSettings } from './order-settings.js';
import type { paymentSettings } from './payments/payment-settings.js';
import type { priceSettings } from './price-settings.js';
import type { productSettings } from './products.js';
import type { stockSettings } from './stock.js';

type Settings =
  | typeof creditSettings
  | typeof customerSettings
  | typeof orderSettings
  | typeof paymentSettings
  | typeof priceSettings
  | typeof productSettings
  | typeof stockSettings;

/** What a person reads of the connector, its form and its settings, in Dutch. */
export const dutch = {
  summary: 'Boekhouding en voorraad in de cloud, in Nederland, België, Frankrijk en het Verenigd Koninkrijk.',
  fields: {
    clientId: {
      title: 'Client ID',
      description:
        'Staat bij je app in het App Center van Exact Online, onder "Manage my apps". In de handleiding zie je hoe je de app registreert.',
    },
    clientSecret: {
      title: 'Client secret',
      description: 'Staat onder de Client ID van dezelfde app. Het wordt versleuteld bewaard en nooit meer getoond.',
    },
    country: {
      title: 'Land',
      description:
        'Waar je Exact Online draait: kijk naar het adres nadat je bent ingelogd. Kies het land van dat adres (nl, be, fr of uk), bijvoorbeeld Nederland bij start.exactonline.nl.',
      labels: { nl: 'Nederland', be: 'België', fr: 'Frankrijk', uk: 'Verenigd Koninkrijk' },
    },
    division: {
      title: 'Divisie',
      description:
        'Het nummer van de administratie waar de gegevens vandaan komen en naartoe gaan. Het staat in het adres achter "_Division_=" als de administratie open is.',
    },
    webhookSecret: {
      title: 'Webhook secret',
      description:
        'Niet verplicht. Staat bij je app in het App Center. Koppel controleert er mee of aanroepen over wijzigingen van Exact Online komen. Het wordt versleuteld bewaard en nooit meer getoond.',
    },
  },
  settings: {
    itemSelection: {
      title: 'Welke artikelen',
      description:
        'Webshopartikelen hebben in Exact Online het vinkje "Webshop", zodat je per artikel beslist. Verkoopartikelen zijn alle artikelen die verkocht mogen worden. Kies hetzelfde in de stromen voor producten, voorraad en prijzen.',
      labels: { webshop_items: 'Alleen webshopartikelen (vinkje "Webshop")', sales_items: 'Alle verkoopartikelen' },
    },
    itemDescriptionField: {
      title: 'Lange omschrijving uit',
      description:
        'Het veld van het artikel in Exact Online waarvan de tekst de omschrijving in de webshop wordt. Kies geen als je omschrijvingen in de webshop zelf schrijft, zodat ze niet worden overschreven.',
      labels: {
        extra_description: 'Extra omschrijving',
        notes: 'Opmerkingen',
        none: 'Geen: de tekst van de webshop blijft staan',
      },
    },
    stockField: {
      title: 'Voorraad die wordt doorgegeven',
      description:
        'Zoals de webshop het nodig heeft is voor bijna iedereen goed, zodat niets dubbel verkocht wordt: een webshop die zijn eigen openstaande bestellingen eraf haalt (Vendure, Medusa) krijgt wat er op voorraad is, en WooCommerce wat er op voorraad is min wat er gepland uitgaat. De andere aantallen gaan ongewijzigd naar elke webshop. Met "gepland in" tellen ook goederen mee die alleen nog maar besteld zijn.',
      labels: {
        as_shop_needs: 'Zoals de webshop het nodig heeft',
        in_stock: 'Op voorraad',
        available: 'Beschikbaar: op voorraad min gepland uit',
        projected: 'Verwacht: beschikbaar plus gepland in',
      },
    },
    stockWarehouses: {
      title: 'Magazijnen',
      description:
        'De magazijnen waaruit de webshop verkoopt; hun voorraad wordt opgeteld, tenzij de stroom een tabel met voorraadlocaties heeft. Geen gekozen: alle magazijnen.',
    },
    stockBuffer: {
      title: 'Aantal om achter te houden',
      description:
        'Zoveel stuks van elk artikel worden niet in de webshop aangeboden: voor verkoop aan de balie, of omdat een telling nooit precies klopt.',
    },
    stockMinimum: {
      title: 'Laagste voorraad die wordt doorgegeven',
      description:
        'Een lager aantal wordt als dit aantal doorgegeven, zodat een webshop die geen negatieve voorraad aankan 0 krijgt.',
    },
    priceList: {
      title: 'Prijslijst',
      description:
        'De prijslijst van Exact Online waarvan de webshop de prijzen van vandaag vraagt. Leeg: de prijzen voor alle klanten, die bij de artikelen staan. Een artikel dat niet op de lijst staat heeft die prijs ook, en dat staat bij het record.',
    },
    priceCurrency: {
      title: 'Valuta van de prijzen',
      description:
        'De valuta van de webshop. Prijzen in een andere valuta blijven buiten beschouwing. Leeg: de valuta van de administratie; voor bijna iedereen is dat goed.',
    },
    zeroPrices: {
      title: 'Prijzen van 0',
      description:
        'Bij een prijs van 0 heeft meestal niemand hem ingevuld, en een webshop die hem krijgt geeft het artikel weg. Een probleem voor elke prijs vraagt het je. Geef ze alleen door als je artikelen hebt die gratis zijn. Een prijs onder 0 is altijd een probleem.',
      labels: {
        issue: 'Maak van elk een probleem',
        leave_out: 'Laat ze weg: de webshop houdt zijn prijs',
        send: 'Geef ze door: het artikel is gratis',
      },
    },
    salePrices: {
      title: 'Aanbiedingen',
      description:
        'Welke prijzen van Exact Online tijdelijke aanbiedingen zijn, met de gewone prijs ernaast. Geen: de webshop houdt de aanbiedingen die daar zijn gemaakt. Anders wordt een aanbieding die in de webshop is gemaakt vervangen, en weggehaald waar Exact Online er geen heeft. WooCommerce toont een aanbieding met haar dagen; Vendure en Medusa krijgen de gewone prijs, en dat staat bij elk record.',
      labels: {
        none: 'Geen: aanbiedingen worden in de webshop gemaakt',
        dated_prices: 'Prijsregels van het artikel met een einddatum',
        price_list: 'Een prijslijst voor aanbiedingen',
      },
    },
    salePriceList: {
      title: 'Prijslijst voor aanbiedingen',
      description:
        'Wordt gebruikt als aanbiedingen uit een prijslijst komen. Dezelfde lijst als hierboven: de periodes daarvan van het type speciale aanbieding.',
    },
    priceSource: {
      title: 'Welke prijs',
      description:
        'Voor artikelen zonder prijs op een lijst. De verkoopprijs van vandaag is de nieuwste prijsregel van het artikel die nu geldig is, voor één stuk en voor alle klanten. Is die er niet, dan geldt de standaard verkoopprijs.',
      labels: {
        sales_price: 'Verkoopprijs van vandaag',
        standard_sales_price: 'Altijd de standaard verkoopprijs van het artikel',
      },
    },
    priceVat: {
      title: 'Btw in de prijzen van Exact Online',
      description:
        'Of er btw zit in de prijzen die worden gelezen. De btw-code verkoop van het artikel zegt dat (exclusief of inclusief); voor bijna iedereen is dat goed. Kies alleen iets anders als jij je prijzen anders bijhoudt.',
      labels: {
        by_vat_code: 'Wat de btw-code van het artikel zegt',
        exclusive: 'Ze zijn zonder btw',
        inclusive: 'Ze zijn met btw',
      },
    },
    matchCustomersBy: {
      title: 'Klanten herkennen aan',
      description:
        'Waaraan, samen met de naam, te zien is dat een klant al in Exact Online staat, zodat niemand dubbel wordt aangemaakt. Een bedrijf wordt eerst herkend aan het btw-nummer. Kies de code alleen als de klantnummers van de webshop die van Exact Online zijn. Een klant zonder dit alles wordt herkend aan de zoekcode, waar Koppel de sleutel van de webshop bewaart.',
      labels: { email: 'E-mailadres', code: 'Klantcode' },
    },
    customerAccounts: {
      title: 'Klanten en hun relaties',
      description:
        'Voor klanten die Koppel niet zelf uit elkaar kan houden: een probleem noemt de klant, en hier kies je de relatie in Exact Online waarop de bestellingen worden geboekt. Naam, adres en btw-nummer van die relatie blijven zoals ze zijn, tenzij ze van deze klant zijn.',
      keyTitle: 'Klant, zoals het probleem hem noemt',
      valueTitle: 'Klant in Exact Online',
    },
    updateCustomers: {
      title: 'Klanten bijwerken',
      description:
        'Zet een gewijzigd adres, e-mailadres of telefoonnummer van een klant met dezelfde naam ook in Exact Online; orders die daar nog openstaan houden hun oude afleveradres. Zet dit uit als je klantgegevens alleen in Exact Online bijhoudt.',
    },
    newCustomerPaymentConditions: {
      title: 'Nieuwe klanten: betalingsconditie, per land',
      description:
        'De betalingsconditie van klanten die Koppel aanmaakt: NL voor kopers in Nederland, * voor alle landen die er niet bij staan. Heeft de betaalmethode van een bestelling een eigen conditie, dan houdt de order die. Staat het land er niet bij, dan geldt die van Exact Online.',
      keyTitle: 'Land van de koper',
      valueTitle: 'Betalingsconditie in Exact Online',
    },
    newCustomerVatCodes: {
      title: 'Nieuwe klanten: btw-code, per land',
      description:
        'De btw-code verkoop van klanten die Koppel aanmaakt; Exact Online stelt die voor bij documenten die je zelf maakt: NL voor kopers in Nederland, * voor alle landen die er niet bij staan. Wat Koppel boekt, heeft de codes van zijn eigen regels. Staat het land er niet bij, dan geldt die van Exact Online.',
      keyTitle: 'Land van de koper',
      valueTitle: 'Btw-code in Exact Online',
    },
    documentType: {
      title: 'Bestellingen boeken als',
      description:
        'Verkooporders lever en factureer je in Exact Online. Verkoopfacturen zijn voor wat de webshop zelf levert: als concept, of meteen definitief. Verkoopboekingen zetten omzet en debiteur direct in het grootboek en hebben geen artikelen nodig. Een andere keuze geldt voor nieuwe bestellingen.',
      labels: { sales_order: 'Verkooporders', sales_invoice: 'Verkoopfacturen', sales_entry: 'Verkoopboekingen' },
    },
    sharedDebtors: {
      title: 'Eén klant voor alle bestellingen, per land',
      description:
        'Alle bestellingen van kopers in een land worden op één klant in Exact Online geboekt: NL voor Nederland, * voor alle landen die er niet bij staan. Naam en adressen van de koper staan op de order. Leeg: elke koper heeft een eigen klant.',
      keyTitle: 'Land van de koper',
      valueTitle: 'Klant in Exact Online',
    },
    sharedDebtorsFor: {
      title: 'Wie een klant per land deelt',
      description:
        'Bedrijven met een btw-nummer hebben meestal een eigen klant, omdat facturen en de btw-aangifte hen noemen. Alleen van belang als er één klant is voor alle bestellingen van een land.',
      labels: { consumers: 'Kopers zonder btw-nummer', all: 'Iedereen' },
    },
    guestCustomers: {
      title: 'Bestellingen van gasten',
      description:
        'Gasten bestellen zonder account in de webshop. Elke gast kan een klant in Exact Online worden, net als klanten met een account, of al hun bestellingen komen op één klant die jij kiest.',
      labels: { create: 'Voor elke gast een klant aanmaken', one_debtor: 'Allemaal op één klant boeken' },
    },
    guestAccountCode: {
      title: 'Klant voor alle gasten',
      description:
        'De klant in Exact Online die de bestellingen van gasten krijgt. Alleen nodig als ze allemaal op één klant worden geboekt.',
    },
    vatCodes: {
      title: 'Btw-codes',
      description:
        'Welke btw-code een regel krijgt, per land waarvan de btw is berekend en percentage: NL:21 is 21 % in Nederland. In plaats van een land kan ook EU (andere EU-landen; EU:0 alleen voor bedrijven met een btw-nummer), EXPORT (buiten het btw-gebied van de EU) of * (alle). Wat hier niet staat, krijgt de btw-code van dat land en percentage. Past er geen, of passen er bij 0 % meerdere, dan wordt de bestelling een probleem dat om een regel in deze tabel vraagt.',
      keyTitle: 'Land en percentage',
      valueTitle: 'Btw-code in Exact Online',
    },
    noVatCode: {
      title: 'Btw-code voor wat geen verkoop is',
      description:
        'Cadeaubonnen, tegoed, afrondingen en verschillen van het totaal zijn geen verkoop, dus ze krijgen een btw-code die niet op de btw-aangifte komt. Leeg: de code van het type "Geen btw" van je administratie; heeft die er geen of meerdere, dan wordt de bestelling een probleem dat hier om de code vraagt.',
    },
    checkVatNumbers: {
      title: 'Btw-nummers controleren in VIES',
      description:
        'Voordat een bestelling zonder btw naar een bedrijf in een ander EU-land gaat, wordt het btw-nummer opgezocht in VIES, het register van de Europese Commissie. Een nummer dat VIES niet kent maakt de bestelling een probleem. Antwoordt VIES niet, dan telt de vorm van het nummer, en dat staat bij het record.',
    },
    shippingItem: {
      title: 'Artikel voor verzendkosten',
      description:
        'Verzendkosten worden op dit artikel in Exact Online geboekt. Het moet een verkoopartikel zonder voorraad zijn.',
    },
    discountItem: {
      title: 'Artikel voor kortingen',
      description:
        'Kortingen op een hele bestelling worden op dit artikel geboekt, met een negatief bedrag. Kortingen op een regel verlagen de prijs van die regel.',
    },
    feeItem: {
      title: 'Artikel voor overige kosten',
      description: 'Overige kosten, zoals betaal- of verpakkingskosten, worden op dit artikel geboekt.',
    },
    voucherItem: {
      title: 'Artikel voor cadeaubonnen en tegoed',
      description:
        'Wat een klant met een cadeaubon of tegoed heeft betaald, wordt op dit artikel geboekt, met een negatief bedrag en zonder btw. Leeg: zo’n bestelling wordt een probleem.',
    },
    unexplainedDifference: {
      title: 'Als het totaal niet de som van de regels is',
      description:
        'Sommige plug-ins voor cadeaubonnen en tegoed verlagen het totaal van een bestelling zonder te zeggen waarom. Zo’n bestelling kan op jou wachten, of het verschil wordt op het artikel hieronder geboekt.',
      labels: { issue: 'Een probleem melden en op mij wachten', book: 'Het verschil op een artikel boeken' },
    },
    differenceItem: {
      title: 'Artikel voor verschillen van het totaal',
      description: 'Alleen nodig als ze worden geboekt.',
    },
    roundingItem: {
      title: 'Artikel voor afrondingsverschillen',
      description:
        'Waar Exact Online de btw op zijn eigen manier berekent, komen de centen die aan het totaal ontbreken op dit artikel, zonder btw. Leeg: het artikel voor overige kosten.',
    },
    paymentConditions: {
      title: 'Betalingscondities',
      description:
        'Welke betalingsconditie een order krijgt, per betaalmethode die de koper koos: zo krijgt wie met iDEAL heeft betaald niet nog eens een rekening. Staat een methode er niet bij, dan geldt de betalingsconditie van de klant in Exact Online.',
      keyTitle: 'Betaalmethode in de webshop',
      valueTitle: 'Betalingsconditie in Exact Online',
    },
    missingArticle: {
      title: 'Als een artikel niet in Exact Online staat',
      description:
        'Een bestelling die wacht, wordt vanzelf geboekt zodra er een artikel met die code is. Een nieuw artikel krijgt de code en de naam uit de webshop, en wat hieronder staat. Bij het vervangende artikel komt de code uit de webshop in de tekst van de regel.',
      labels: {
        hold: 'De bestelling laten wachten',
        issue: 'Een probleem melden en op mij wachten',
        create: 'Het artikel aanmaken',
        replace: 'De regel op het vervangende artikel boeken',
      },
    },
    newItemGroup: {
      title: 'Nieuwe artikelen: artikelgroep',
      description:
        'De groep van artikelen die Koppel aanmaakt; die bepaalt hun grootboekrekeningen. Leeg: de standaardgroep van Exact Online.',
    },
    newItemVatCode: {
      title: 'Nieuwe artikelen: btw-code',
      description:
        'De btw-code verkoop van artikelen die Koppel aanmaakt. Leeg: die van de eerste bestelregel, als daarop je eigen btw is berekend.',
    },
    newItemUnit: {
      title: 'Nieuwe artikelen: eenheid',
      description:
        'De eenheid van artikelen die Koppel aanmaakt, zoals stuk. Leeg: de standaardeenheid van Exact Online.',
    },
    newItemStock: {
      title: 'Nieuwe artikelen: voorraad bijhouden',
      description:
        'Of artikelen die Koppel aanmaakt voorraadartikelen zijn, zodat Exact Online hun aantallen bijhoudt.',
    },
    replacementItem: {
      title: 'Vervangend artikel',
      description:
        'Komt in de plaats van artikelen waarvoor geen artikel kan bestaan: verwijderde producten zonder code, en codes die te lang zijn voor Exact Online. Ook van alle artikelen die Exact Online niet heeft, als je voor zulke regels het vervangende artikel hebt gekozen. Leeg: zulke bestellingen worden een probleem.',
    },
    credits: {
      title: 'Creditorders',
      description:
        'Wat er gebeurt met bestellingen met negatieve aantallen, die sommige webshops voor retouren maken. Als negatieve order worden ze een document met negatieve aantallen.',
      labels: {
        negative_order: 'Als negatieve order boeken',
        skip: 'Overslaan',
        issue: 'Een probleem melden; ik boek ze met de hand',
      },
    },
    referencePrefix: {
      title: 'Voorvoegsel van het ordernummer',
      description:
        'Komt in Exact Online vóór het bestelnummer van de webshop, bijvoorbeeld WEB-. Gebruik er per webshop één als meerdere webshops één administratie delen, zodat hun nummers verschillen. Laat het staan zodra er bestellingen zijn geboekt: met een ander voorvoegsel zijn het andere orders.',
    },
    referenceField: {
      title: 'Veld voor het bestelnummer',
      description:
        'Waar het bestelnummer van de webshop komt te staan. Koppel herkent daaraan ook een order die er al is, dus gebruik het veld nergens anders voor. Uw referentie is voor bijna iedereen goed.',
      labels: { YourRef: 'Uw referentie', PaymentReference: 'Betalingsreferentie', Description: 'Omschrijving' },
    },
    orderWarehouse: {
      title: 'Magazijn voor leveringen',
      description: 'Het magazijn van waaruit bestellingen worden geleverd. Leeg: het hoofdmagazijn van Exact Online.',
    },
    orderDescription: {
      title: 'Omschrijving van de order',
      description:
        'Tekst op de order; {number} wordt het bestelnummer van de webshop. Leeg: geen tekst. Wordt niet gebruikt als het bestelnummer zelf in dit veld komt.',
    },
    documentLanguage: {
      title: 'Taal van de order',
      description:
        'De taal van de woorden die Koppel zelf op een order zet: "Afronding", "Cadeaubon", "Besteld door". De taal van de gebruiker is die van wie de koppeling toegang gaf, zoals ingesteld in Exact Online.',
      labels: { user: 'De taal van de gebruiker in Exact Online', nl: 'Nederlands', en: 'Engels', fr: 'Frans' },
    },
    deliveryDays: {
      title: 'Dagen tot levering',
      description: 'Zet de leverdatum op zoveel dagen na de bestelling. Leeg: Exact Online bepaalt de datum.',
    },
    deliveryAddress: {
      title: 'Ander afleveradres',
      description:
        'Wat er gebeurt als een bestelling naar een ander adres gaat dan dat van de klant: het adres kan bij de adressen van de klant en op de order komen, of alleen in de opmerkingen van de order.',
      labels: { create: 'Toevoegen aan de klant', remarks: 'In de opmerkingen zetten', ignore: 'Weglaten' },
    },
    salesJournal: {
      title: 'Facturen en boekingen: verkoopdagboek',
      description:
        'Het dagboek van Exact Online waarin facturen en verkoopboekingen komen. Leeg: het enige verkoopdagboek; zijn er meer, kies er dan een, anders kunnen deze instellingen niet worden opgeslagen. Niet gebruikt voor verkooporders.',
    },
    closedPeriods: {
      title: 'Facturen en boekingen: als de periode is afgesloten',
      description:
        'Een bestelling kan binnenkomen nadat haar maand in Exact Online is afgesloten. Ze kan worden geboekt op de eerste dag van de eerstvolgende open periode, wat bij haar record staat, of een probleem worden dat op je wacht. Niet gebruikt voor verkooporders en conceptfacturen.',
      labels: {
        next: 'In de eerstvolgende open periode boeken',
        wait: 'Een probleem melden en op mij wachten',
      },
    },
    costCenter: {
      title: 'Facturen en boekingen: kostenplaats',
      description: 'Staat op elke regel van facturen en verkoopboekingen. Leeg: geen.',
    },
    costUnit: {
      title: 'Facturen en boekingen: kostendrager',
      description: 'Staat op elke regel van facturen en verkoopboekingen. Leeg: geen.',
    },
    invoiceState: {
      title: 'Verkoopfacturen: hoe ver',
      description:
        'Een conceptfactuur wacht in Exact Online tot iemand haar definitief maakt. Een definitieve factuur heeft haar nummer, staat in de boekhouding en kan niet meer worden gewijzigd; alleen een creditfactuur haalt haar terug.',
      labels: { draft: 'Als concept laten staan', final: 'Definitief maken' },
    },
    invoiceLayout: {
      title: 'Verkoopfacturen: lay-out',
      description: 'De lay-out van definitieve facturen. Leeg: de standaardlay-out van Exact Online.',
    },
    invoiceEmail: {
      title: 'Verkoopfacturen: e-mail aan de klant',
      description:
        'Exact Online mailt definitieve facturen naar het e-mailadres van de klant. Een factuur die niet kan worden gemaild, blijft definitief; dat staat dan bij haar record.',
    },
    invoicePeppol: {
      title: 'Verkoopfacturen: Peppol voor Belgische bedrijven',
      description:
        'Exact Online verstuurt definitieve facturen van kopers met een Belgisch btw-nummer als e-factuur via Peppol, zoals België sinds 2026 tussen bedrijven verplicht. Peppol moet in Exact Online zijn ingesteld.',
    },
    revenueAccounts: {
      title: 'Verkoopboekingen: omzetrekeningen',
      description:
        'Op welke grootboekrekening de omzet komt, per land waarvan de btw is berekend en percentage: NL:21 is 21 % in Nederland. In plaats van een land ook EU, EXPORT of *, net als in de tabel met btw-codes. Een * alleen is de rekening voor alles wat er niet bij staat.',
      keyTitle: 'Land en percentage',
      valueTitle: 'Grootboekrekening in Exact Online',
    },
    shippingAccount: {
      title: 'Verkoopboekingen: rekening voor verzendkosten',
      description: 'De grootboekrekening voor verzendkosten. Leeg: die van de omzet.',
    },
    voucherAccount: {
      title: 'Verkoopboekingen: rekening voor cadeaubonnen en tegoed',
      description:
        'De grootboekrekening waarvan afgaat wat een klant met een cadeaubon of tegoed betaalde. Leeg: zo’n bestelling wordt een probleem.',
    },
    differenceAccount: {
      title: 'Verkoopboekingen: rekening voor verschillen van het totaal',
      description: 'Alleen nodig als ze worden geboekt.',
    },
    roundingAccount: {
      title: 'Verkoopboekingen: rekening voor afrondingsverschillen',
      description:
        'Waar Exact Online de btw op zijn eigen manier berekent, komen de centen die aan het totaal ontbreken op deze rekening. Leeg: de omzetrekening voor alles wat er niet bij staat.',
    },
    changedOrders: {
      title: 'Als een geboekte bestelling in de webshop wijzigt',
      description:
        'Zolang het document in Exact Online openstaat, kunnen de regels die van de bestelling volgen. Wat er gebeurt met een document dat is geleverd, gefactureerd of definitief gemaakt, of waarvan de periode is afgesloten, zegt de instelling "Als zo’n document niet meer openstaat".',
      labels: { change: 'Het document ook wijzigen', issue: 'Een probleem melden, ik wijzig het' },
    },
    cancelledOrders: {
      title: 'Als een geboekte bestelling in de webshop wordt geannuleerd of verwijderd',
      description:
        'Zolang het document in Exact Online openstaat, kan het daar worden verwijderd. Wat er gebeurt met een document dat is geleverd, gefactureerd of definitief gemaakt, of waarvan de periode is afgesloten, zegt de instelling "Als zo’n document niet meer openstaat".',
      labels: { remove: 'Het document verwijderen', issue: 'Een probleem melden, ik regel het' },
    },
    closedDocuments: {
      title: 'Als zo’n document niet meer openstaat',
      description:
        'Een document dat is geleverd, gefactureerd, definitief gemaakt of betaald, of waarvan de periode is afgesloten, kan worden teruggenomen met een creditering met dezelfde regels en -C achter het bestelnummer (-C2 bij de volgende); een gewijzigde bestelling wordt daarna opnieuw geboekt. Of het blijft zoals het is en wacht op jou.',
      labels: { issue: 'Een probleem melden, ik regel het', credit: 'Crediteren en opnieuw boeken' },
    },
    amountOnlyRefunds: {
      title: 'Terugbetalingen van een bedrag, zonder regels',
      description:
        'Webshops kunnen een bedrag terugbetalen zonder te zeggen waarvan. Het wordt naar verhouding over de btw-tarieven van de rest van de bestelling verdeeld, of wacht op jou.',
      labels: { spread: 'Over de tarieven van de bestelling verdelen', issue: 'Een probleem melden, ik boek het' },
    },
    creditDescription: {
      title: 'Omschrijving van de creditering',
      description:
        'Tekst op de creditering; {number} wordt het nummer van de bestelling en van de terugbetaling. Leeg: geen.',
    },
    paymentJournals: {
      title: 'Dagboeken van betalingen',
      description:
        'In welk dagboek van Exact Online een betaling wordt geboekt, per betaalmethode van de webshop: kas, bank, of dat van een betaaldienst. Een * staat voor alle methoden die er niet bij staan. Kies geen dagboek voor geld dat je bankafschrift brengt, zoals overschrijvingen: het zou dubbel geboekt worden. Een methode die er niet bij staat, wordt een probleem.',
      labels: { none: 'Geen: het bankafschrift brengt het' },
      keyTitle: 'Betaalmethode in de webshop',
      valueTitle: 'Dagboek in Exact Online',
    },
    receivablesAccount: {
      title: 'Grootboekrekening debiteuren',
      description:
        'De grootboekrekening waarop je facturen openstaan. Leeg: de enige rekening van het type debiteuren; zijn er meerdere, dan wordt de betaling een probleem dat hier om een rekening vraagt.',
    },
    receiptSign: {
      title: 'Teken van ontvangen geld',
      description:
        'Koppel leest terug of een betaling de factuur heeft voldaan, en haalt haar anders weer weg. Wijzig dit alleen als een probleem daarom vraagt.',
      labels: { positive: 'Positief: ontvangen geld is +', negative: 'Negatief: ontvangen geld is -' },
    },
    paymentDescription: {
      title: 'Omschrijving van de betaling',
      description:
        'Tekst op de regel; {number} wordt het nummer van de betaling, met het voorvoegsel van het bestelnummer. Het moet erin staan, los van andere letters, cijfers en koppeltekens: daaraan herkent Koppel een betaling die al geboekt is.',
    },
  } satisfies FormTexts<Settings>,
} satisfies ConnectorTexts;
