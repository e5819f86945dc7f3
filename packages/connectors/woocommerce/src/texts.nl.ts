/** What the form and the settings say in Dutch, by the English text. */
export const dutch: Readonly<Record<string, string>> = {
  'Webshops on WordPress: receives products, stock and prices, gives orders with their customers.':
    'Webshops op WordPress: krijgt producten, voorraad en prijzen, en geeft bestellingen met hun klanten.',
  'Shop URL': 'Adres van de webshop',
  'The address of your shop as visitors see it, with https:// in front, such as https://www.myshop.com.':
    'Het adres van je webshop zoals bezoekers het zien, met https:// ervoor, bijvoorbeeld https://www.mijnwinkel.nl.',
  'Consumer key': 'Consumer key',
  'From WooCommerce > Settings > Advanced > REST API. It begins with ck_. The manual shows how to make one.':
    'Uit WooCommerce > Instellingen > Geavanceerd > REST API. Begint met ck_. In de handleiding zie je hoe je er een maakt.',
  'Consumer secret': 'Consumer secret',
  'Shown once, next to the consumer key. It begins with cs_. It is stored encrypted and never shown again.':
    'Wordt één keer getoond, naast de consumer key. Begint met cs_. Het wordt versleuteld bewaard en nooit meer getoond.',
  'Orders to take': 'Bestellingen om op te halen',
  'Orders are taken once they have one of these statuses. The default is every order that is paid. Add "Refunded" if your shop enters credits as orders with negative quantities.':
    'Bestellingen worden opgehaald zodra ze een van deze statussen hebben. Standaard is dat elke betaalde bestelling. Voeg "Terugbetaald" toe als je webshop creditorders als bestellingen met negatieve aantallen invoert.',
  'Waiting for payment': 'Wacht op betaling',
  'Paid, to be sent': 'Betaald, nog te verzenden',
  'On hold': 'In de wacht',
  Completed: 'Afgerond',
  Cancelled: 'Geannuleerd',
  Refunded: 'Terugbetaald',
  'Payment failed': 'Betaling mislukt',
  'Orders placed from': 'Bestellingen vanaf',
  "The first day whose orders are taken, such as 2026-01-01, by the shop's clock. Empty takes all orders, also those that were booked by hand before.":
    'De eerste dag waarvan bestellingen worden opgehaald, bijvoorbeeld 2026-01-01, volgens de klok van de webshop. Leeg haalt alle bestellingen op, ook die eerder met de hand zijn geboekt.',
  'New products are': 'Nieuwe producten worden',
  'Published: visitors see a product as soon as it is made. Drafts: a person completes and publishes each one; Koppel then leaves its visibility alone.':
    'Gepubliceerd: bezoekers zien een product zodra het is aangemaakt. Concept: iemand maakt elk product af en publiceert het; Koppel laat de zichtbaarheid dan met rust.',
  'Published at once': 'Meteen gepubliceerd',
  'Drafts, for a person to publish': 'Concept, dat iemand zelf publiceert',
  'Hide articles that are no longer sold': 'Artikelen verbergen die niet meer verkocht worden',
  'An article that has ended in the accounting becomes a draft in the shop: visitors do not see it any more, its history stays.':
    'Een artikel dat in de boekhouding is beëindigd, wordt een concept in de webshop: bezoekers zien het niet meer, de geschiedenis blijft.',
  'Unit of weight in the shop': 'Gewichtseenheid in de webshop',
  'As chosen in WooCommerce > Settings > Products. Weights are converted to it; with another unit here they would be wrong.':
    'Zoals gekozen in WooCommerce > Instellingen > Producten. Gewichten worden ernaar omgerekend; met een andere eenheid hier zouden ze niet kloppen.',
  Kilograms: 'Kilogram',
  Grams: 'Gram',
  Pounds: 'Engels pond (lb)',
  Ounces: 'Ounce (oz)',
  'Send barcodes': 'Barcodes doorgeven',
  'Fills the field GTIN, UPC, EAN or ISBN (WooCommerce 9.2 and later). The shop refuses a barcode that two products have.':
    'Vult het veld GTIN, UPC, EAN of ISBN (WooCommerce 9.2 en nieuwer). De webshop weigert een barcode die twee producten hebben.',
  'Reduced VAT rates': 'Verlaagde btw-percentages',
  'Products with one of these percentages get the tax class "Reduced rate" of the shop, all others the standard one.':
    'Producten met een van deze percentages krijgen in de webshop de belastingklasse "Reduced rate" (verlaagd tarief), alle andere de standaardklasse.',
  'Zero VAT rates': 'Nultarieven',
  'Products with one of these percentages get the tax class "Zero rate" of the shop.':
    'Producten met een van deze percentages krijgen in de webshop de belastingklasse "Zero rate" (nultarief).',
  'When the stock is gone': 'Als de voorraad op is',
  'Whether the shop goes on selling a product without stock. Leave alone: each product keeps its own choice in WooCommerce.':
    'Of de webshop een product zonder voorraad blijft verkopen. Ongemoeid laten: elk product houdt zijn eigen keuze in WooCommerce.',
  'Leave alone': 'Ongemoeid laten',
  'Stop selling': 'Stoppen met verkopen',
  'Go on selling, and tell the buyer': 'Blijven verkopen, en het de koper melden',
  'Go on selling': 'Blijven verkopen',
  'Prices in the shop are kept': 'Prijzen in de webshop staan er',
  'Whether VAT is added before a price is written. As the shop says is right for nearly everyone: it follows WooCommerce > Settings > Tax.':
    'Of er btw bij komt voordat een prijs wordt geschreven. Zoals de webshop het zegt is voor bijna iedereen goed: het volgt WooCommerce > Instellingen > Belasting.',
  'As the shop says': 'Zoals de webshop het zegt',
  'Without VAT': 'Zonder btw',
  'With VAT': 'Met btw',
  'VAT rate where none is known': 'Btw-percentage als er geen bekend is',
  'The percentage that is added to prices with VAT when the article has no VAT code in the accounting.':
    'Het percentage dat bij prijzen met btw wordt opgeteld als het artikel in de boekhouding geen btw-code heeft.',
  'Decimals of prices': 'Decimalen van prijzen',
  'Prices are rounded to this many decimals, halves away from zero. Most shops use 2.':
    'Prijzen worden op zoveel decimalen afgerond, een half naar boven. De meeste webshops gebruiken er 2.',
};
