/** What the form and the settings say in Dutch, by the English text. */
export const dutch: Readonly<Record<string, string>> = {
  'Accounting and stock in the cloud, in the Netherlands, Belgium, France and the United Kingdom.':
    'Boekhouding en voorraad in de cloud, in Nederland, België, Frankrijk en het Verenigd Koninkrijk.',
  'Client ID': 'Client ID',
  'Stands with your app in the Exact Online App Center under "Manage my apps". The manual shows how to register the app.':
    'Staat bij je app in het App Center van Exact Online, onder "Manage my apps". In de handleiding zie je hoe je de app registreert.',
  'Client secret': 'Client secret',
  'Stands below the Client ID of the same app. It is stored encrypted and never shown again.':
    'Staat onder de Client ID van dezelfde app. Het wordt versleuteld bewaard en nooit meer getoond.',
  Country: 'Land',
  'Where your Exact Online runs: look at the address after you log in. Choose nl, be, fr or uk, in lower case: the country of your Exact Online address, for example start.exactonline.nl.':
    'Waar je Exact Online draait: kijk naar het adres nadat je bent ingelogd. Kies het land van dat adres (nl, be, fr of uk), bijvoorbeeld Nederland bij start.exactonline.nl.',
  Netherlands: 'Nederland',
  Belgium: 'België',
  France: 'Frankrijk',
  'United Kingdom': 'Verenigd Koninkrijk',
  Division: 'Divisie',
  'The number of the administration that records go to and come from. It stands in the address after "_Division_=" when the administration is open.':
    'Het nummer van de administratie waar de gegevens vandaan komen en naartoe gaan. Het staat in het adres achter "_Division_=" als de administratie open is.',
  'Which items': 'Welke artikelen',
  'Web-shop items are those with the box "Webshop" ticked in Exact Online, so that you decide for each. Sales items are all that may be sold. Choose the same in the flows for products, stock and prices.':
    'Webshopartikelen hebben in Exact Online het vinkje "Webshop", zodat je per artikel beslist. Verkoopartikelen zijn alle artikelen die verkocht mogen worden. Kies hetzelfde in de stromen voor producten, voorraad en prijzen.',
  'Web-shop items only (box "Webshop")': 'Alleen webshopartikelen (vinkje "Webshop")',
  'All sales items': 'Alle verkoopartikelen',
  'Long description from': 'Lange omschrijving uit',
  'The field of the item in Exact Online whose text becomes the description in the shop. Choose none when descriptions are written in the shop itself, so that they are not overwritten.':
    'Het veld van het artikel in Exact Online waarvan de tekst de omschrijving in de webshop wordt. Kies geen als je omschrijvingen in de webshop zelf schrijft, zodat ze niet worden overschreven.',
  'Extra description': 'Extra omschrijving',
  Notes: 'Opmerkingen',
  'None: keep the text of the shop': 'Geen: de tekst van de webshop blijft staan',
  'Stock to send': 'Voorraad die wordt doorgegeven',
  'Available is what lies in the warehouse minus what is planned to go out, so that open orders are not sold twice. With "planned in", goods that are only ordered count as well.':
    'Beschikbaar is wat er in het magazijn ligt min wat er gepland uitgaat, zodat openstaande orders niet dubbel verkocht worden. Met "gepland in" tellen ook goederen mee die alleen nog maar besteld zijn.',
  'In stock': 'Op voorraad',
  'Available: in stock minus planned out': 'Beschikbaar: op voorraad min gepland uit',
  'Projected: available plus planned in': 'Verwacht: beschikbaar plus gepland in',
  Warehouses: 'Magazijnen',
  'The warehouses from which the shop sells; their stock is added up. None chosen: all warehouses.':
    'De magazijnen waaruit de webshop verkoopt; hun voorraad wordt opgeteld. Geen gekozen: alle magazijnen.',
  'Pieces to hold back': 'Aantal om achter te houden',
  'So many pieces of each item are not offered in the shop: for a counter sale, or because a count is never exact.':
    'Zoveel stuks van elk artikel worden niet in de webshop aangeboden: voor verkoop aan de balie, of omdat een telling nooit precies klopt.',
  'Lowest stock to send': 'Laagste voorraad die wordt doorgegeven',
  'A smaller number is sent as this one, so that a shop that cannot take negative stock gets 0.':
    'Een lager aantal wordt als dit aantal doorgegeven, zodat een webshop die geen negatieve voorraad aankan 0 krijgt.',
  'Which price': 'Welke prijs',
  'The sales price of today is the newest price line of the item that is valid now, for one piece and for all customers; without one, the standard sales price is taken.':
    'De verkoopprijs van vandaag is de nieuwste prijsregel van het artikel die nu geldig is, voor één stuk en voor alle klanten. Is die er niet, dan geldt de standaard verkoopprijs.',
  'Sales price of today': 'Verkoopprijs van vandaag',
  'Always the standard sales price of the item': 'Altijd de standaard verkoopprijs van het artikel',
  'VAT in the prices of Exact Online': 'Btw in de prijzen van Exact Online',
  "Whether the prices that are read contain VAT. The item's own sales VAT code tells (excluding or including), which is right for nearly everyone. Choose another only when your prices are kept differently.":
    'Of er btw zit in de prijzen die worden gelezen. De btw-code verkoop van het artikel zegt dat (exclusief of inclusief); voor bijna iedereen is dat goed. Kies alleen iets anders als jij je prijzen anders bijhoudt.',
  "As the item's VAT code says": 'Wat de btw-code van het artikel zegt',
  'They are without VAT': 'Ze zijn zonder btw',
  'They contain VAT': 'Ze zijn met btw',
  'Recognise customers by': 'Klanten herkennen aan',
  "What tells that a customer is already in Exact Online, so that none is created twice. The VAT number suits shops that sell to companies; the code only shops whose customer numbers are those of Exact Online. A customer without it is recognised by e-mail, and without that by the search code, where Koppel stores the shop's key.":
    'Waaraan te zien is dat een klant al in Exact Online staat, zodat niemand dubbel wordt aangemaakt. Het btw-nummer past bij webshops die aan bedrijven verkopen; de code alleen bij webshops die de klantnummers van Exact Online gebruiken. Een klant zonder dit gegeven wordt herkend aan het e-mailadres, en zonder e-mailadres aan de zoekcode, waar Koppel de sleutel van de webshop bewaart.',
  'E-mail address': 'E-mailadres',
  'VAT number': 'Btw-nummer',
  'Customer code': 'Klantcode',
  'Update customers': 'Klanten bijwerken',
  'Writes a changed name, phone number, VAT number or address of the shop over the one in Exact Online. Switch off when customer data is kept in Exact Online only.':
    'Zet een gewijzigde naam, telefoonnummer, btw-nummer of adres uit de webshop ook in Exact Online. Zet dit uit als je klantgegevens alleen in Exact Online bijhoudt.',
  'Book orders as': 'Bestellingen boeken als',
  'Orders become sales orders, to be delivered and invoiced in Exact Online.':
    'Bestellingen worden verkooporders, die je in Exact Online levert en factureert.',
  'Sales orders': 'Verkooporders',
  'Orders of guests': 'Bestellingen van gasten',
  'Guests order without an account in the shop. Each can become a customer in Exact Online, as registered customers do, or all their orders go to one customer that you choose.':
    'Gasten bestellen zonder account in de webshop. Elke gast kan een klant in Exact Online worden, net als klanten met een account, of al hun bestellingen komen op één klant die jij kiest.',
  'Create a customer for each': 'Voor elke gast een klant aanmaken',
  'Book them all on one customer': 'Allemaal op één klant boeken',
  'Customer for all guests': 'Klant voor alle gasten',
  'The customer in Exact Online that takes the orders of guests. Only needed when they are all booked on one customer.':
    'De klant in Exact Online die de bestellingen van gasten krijgt. Alleen nodig als ze allemaal op één klant worden geboekt.',
  'VAT codes': 'Btw-codes',
  'Country and percentage': 'Land en percentage',
  'VAT code in Exact Online': 'Btw-code in Exact Online',
  'Payment method in the shop': 'Betaalmethode in de webshop',
  'Payment condition in Exact Online': 'Betalingsconditie in Exact Online',
  'Which VAT code a line gets, by country and percentage: NL:21 is 21 % in the Netherlands. In place of a country also EU (other EU countries), EXPORT (outside the EU) or * (all). What is not listed gets the VAT code of the same percentage; where several fit, as often with 0 %, the order becomes an issue that asks for an entry here.':
    'Welke btw-code een regel krijgt, per land en percentage: NL:21 is 21 % in Nederland. In plaats van een land kan ook EU (andere EU-landen), EXPORT (buiten de EU) of * (alle). Wat hier niet staat, krijgt de btw-code met hetzelfde percentage. Passen er meerdere, zoals vaak bij 0 %, dan wordt de bestelling een probleem dat om een regel in deze tabel vraagt.',
  'Item for shipping costs': 'Artikel voor verzendkosten',
  'Shipping costs are booked on this item of Exact Online. It must be a sales item without stock.':
    'Verzendkosten worden op dit artikel in Exact Online geboekt. Het moet een verkoopartikel zonder voorraad zijn.',
  'Item for discounts': 'Artikel voor kortingen',
  'Discounts on a whole order are booked on this item, with a negative amount. Discounts on a line lower its price instead.':
    'Kortingen op een hele bestelling worden op dit artikel geboekt, met een negatief bedrag. Kortingen op een regel verlagen de prijs van die regel.',
  'Item for other costs': 'Artikel voor overige kosten',
  'Other costs, such as payment or packing fees, are booked on this item.':
    'Overige kosten, zoals betaal- of verpakkingskosten, worden op dit artikel geboekt.',
  'Payment conditions': 'Betalingscondities',
  'Which payment condition an order gets, by the payment method that the buyer chose: so that an order paid with iDEAL is not asked for money again. A method that is not listed leaves it to the customer in Exact Online.':
    'Welke betalingsconditie een order krijgt, per betaalmethode die de koper koos: zo krijgt wie met iDEAL heeft betaald niet nog eens een rekening. Staat een methode er niet bij, dan geldt de betalingsconditie van de klant in Exact Online.',
  'When an article is not in Exact Online': 'Als een artikel niet in Exact Online staat',
  'An order that waits is delivered by itself once an item with that code exists. The replacement item stands below; the code of the article then goes into the text of the line.':
    'Een bestelling die wacht, wordt vanzelf geboekt zodra er een artikel met die code is. Het vervangende artikel staat hieronder; de code van het artikel komt dan in de tekst van de regel.',
  'Let the order wait for it': 'De bestelling laten wachten',
  'Report an issue, and wait for me': 'Een probleem melden en op mij wachten',
  'Book the line on the replacement item': 'De regel op het vervangende artikel boeken',
  'Replacement item': 'Vervangend artikel',
  'Stands in for articles that Exact Online does not have. Only needed when such lines are booked on a replacement item.':
    'Komt in de plaats van artikelen die Exact Online niet heeft. Alleen nodig als zulke regels op een vervangend artikel worden geboekt.',
  Credits: 'Creditorders',
  'What happens to orders with negative quantities, which some shops make for returns. As a negative order they become a sales order with negative quantities.':
    'Wat er gebeurt met bestellingen met negatieve aantallen, die sommige webshops voor retouren maken. Als negatieve order worden ze een verkooporder met negatieve aantallen.',
  'Book them as negative orders': 'Als negatieve order boeken',
  'Leave them out': 'Overslaan',
  'Report an issue, and I book them by hand': 'Een probleem melden; ik boek ze met de hand',
  'Prefix of the order number': 'Voorvoegsel van het ordernummer',
  'Put before the order number of the shop in Exact Online, for example WEB-. Use one for each shop when several shops are connected to one administration, so that their numbers differ. Keep it once orders were delivered: with another prefix they are other orders.':
    'Komt in Exact Online vóór het bestelnummer van de webshop, bijvoorbeeld WEB-. Gebruik er per webshop één als meerdere webshops één administratie delen, zodat hun nummers verschillen. Laat het staan zodra er bestellingen zijn geboekt: met een ander voorvoegsel zijn het andere orders.',
  'Field for the order number': 'Veld voor het bestelnummer',
  'Where the order number of the shop goes. It is also how Koppel recognises an order that is already there, so it must not be used otherwise. Your reference is right for nearly everyone.':
    'Waar het bestelnummer van de webshop komt te staan. Koppel herkent daaraan ook een order die er al is, dus gebruik het veld nergens anders voor. Uw referentie is voor bijna iedereen goed.',
  'Your reference': 'Uw referentie',
  'Payment reference': 'Betalingsreferentie',
  Description: 'Omschrijving',
  'Rounding difference allowed, in cents': 'Toegestaan afrondingsverschil, in centen',
  'How much the total in Exact Online may differ from what the customer paid, because both round VAT in their own way. A larger difference is not booked but becomes an issue with both sums.':
    'Hoeveel het totaal in Exact Online mag afwijken van wat de klant heeft betaald, omdat beide de btw op hun eigen manier afronden. Een groter verschil wordt niet geboekt, maar wordt een probleem met beide bedragen erbij.',
  'Warehouse for deliveries': 'Magazijn voor leveringen',
  'The warehouse from which orders are delivered. Empty: the main warehouse of Exact Online.':
    'Het magazijn van waaruit bestellingen worden geleverd. Leeg: het hoofdmagazijn van Exact Online.',
  'Description of the order': 'Omschrijving van de order',
  'Text on the order; {number} becomes the order number of the shop. Empty: none. Not used when the order number itself goes there.':
    'Tekst op de order; {number} wordt het bestelnummer van de webshop. Leeg: geen tekst. Wordt niet gebruikt als het bestelnummer zelf in dit veld komt.',
  'Days until delivery': 'Dagen tot levering',
  'Sets the delivery date to so many days after the order. Empty: left to Exact Online.':
    'Zet de leverdatum op zoveel dagen na de bestelling. Leeg: Exact Online bepaalt de datum.',
  'Different delivery address': 'Ander afleveradres',
  "What happens when an order goes to another address than the customer's: it can be added to the customer's addresses and set on the order, or only be written into the remarks of the order.":
    'Wat er gebeurt als een bestelling naar een ander adres gaat dan dat van de klant: het adres kan bij de adressen van de klant en op de order komen, of alleen in de opmerkingen van de order.',
  'Add it to the customer': 'Toevoegen aan de klant',
  'Write it into the remarks': 'In de opmerkingen zetten',
  'Leave it out': 'Weglaten',
};
