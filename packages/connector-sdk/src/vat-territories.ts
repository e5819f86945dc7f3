/** The parts of an address that say under which VAT it lies. */
export interface VatAddress {
  /** ISO 3166-1 alpha-2, or one of the codes that postal services and customs use beside it: `EL`, `UK`, `IC`, `EA`, `XI`. */
  country: string;
  /** Code of the state or province as shops keep it: `GC` of Spain. */
  region?: string | undefined;
  postcode?: string | undefined;
}

/** Under which VAT something is delivered. */
export interface VatTerritory {
  /** Whose VAT it is: the country, or another one that counts as it (`MC` is under the VAT of `FR`). Northern Ireland is `XI`. */
  country: string;
  /** Inside the VAT area of the Union for goods. */
  isInUnion: boolean;
}

/** Member states of the European Union. Source: Treaty on European Union, article 52. */
const memberStates: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

interface Exception {
  country: string;
  /** One of these regions, or a postcode that begins so; without both the whole country. */
  regions?: readonly string[];
  postcodes?: readonly string[];
  /** Whose VAT it is; undefined: outside of the Union, under no member's VAT. */
  under?: string;
  source: string;
}

const directive = (article: string) => `Directive 2006/112/EC, article ${article}`;

/** Where VAT territory and country differ; the first row that fits counts. */
const exceptions: readonly Exception[] = [
  { country: 'ES', regions: ['GC', 'TF'], postcodes: ['35', '38'], source: directive('6(1)(b), Canary Islands') },
  { country: 'IC', source: directive('6(1)(b), Canary Islands') },
  { country: 'ES', regions: ['CE'], postcodes: ['51'], source: directive('6(2)(c), Ceuta') },
  { country: 'ES', regions: ['ML'], postcodes: ['52'], source: directive('6(2)(d), Melilla') },
  { country: 'EA', source: directive('6(2)(c) and (d), Ceuta and Melilla') },
  { country: 'FI', postcodes: ['22'], source: directive('6(1)(d), Åland') },
  { country: 'AX', source: directive('6(1)(d), Åland') },
  { country: 'GR', postcodes: ['63086'], source: directive('6(1)(a), Mount Athos') },
  { country: 'DE', postcodes: ['78266'], source: directive('6(2)(b), Büsingen') },
  { country: 'CH', postcodes: ['8238'], source: directive('6(2)(b), Büsingen by its Swiss postcode') },
  { country: 'DE', postcodes: ['27498'], source: directive('6(2)(a), Heligoland') },
  { country: 'IT', postcodes: ['23041'], source: directive('6(2)(e), Livigno') },
  { country: 'IT', postcodes: ['22061'], source: directive("6(1)(e), Campione d'Italia") },
  { country: 'CH', postcodes: ['6911'], source: directive("6(1)(e), Campione d'Italia by its Swiss postcode") },
  {
    country: 'FR',
    regions: ['GP', 'MQ', 'GF', 'RE', 'YT', 'PM', 'MF', 'BL', 'WF', 'PF', 'NC'],
    postcodes: ['971', '972', '973', '974', '975', '976', '977', '978', '984', '986', '987', '988'],
    source: directive('6(1)(c), French overseas departments and collectivities'),
  },
  { country: 'DK', postcodes: ['39'], source: 'TFEU, articles 203 and 204, Greenland' },
  { country: 'MC', under: 'FR', source: directive('7(1), Monaco') },
  { country: 'GB', postcodes: ['BT'], under: 'XI', source: 'Windsor Framework, article 8, Northern Ireland' },
  { country: 'XI', under: 'XI', source: 'Windsor Framework, article 8, Northern Ireland' },
  { country: 'IM', under: 'GB', source: directive('7(1), Isle of Man') },
];

const aliases: Readonly<Record<string, string>> = { EL: 'GR', UK: 'GB' };

/**
 * The VAT territory of an address, which is not the same as its country: the Canary Islands are part of Spain and outside the
 * VAT area, Monaco is no member and under French VAT. Azores and Madeira are Portugal, with rates of their own.
 */
export function vatTerritoryOf({ country, region, postcode }: VatAddress): VatTerritory {
  const code = country.trim().toUpperCase();
  const iso = aliases[code] ?? code;
  const state =
    region
      ?.trim()
      .toUpperCase()
      .replace(/^[A-Z]{2}-/, '') ?? '';
  const bare = postcode?.toUpperCase().replace(/[^A-Z0-9]/g, '') ?? '';
  // Letters of the country may stand before the digits: `D-27498`, `AX-22100`. British postcodes begin with letters of their own.
  const post = iso === 'GB' ? bare : bare.replace(/^[A-Z]{1,2}(?=\d)/, '');
  const exception = exceptions.find(({ country: of, regions, postcodes }) => {
    if (of !== iso) return false;
    if (!regions && !postcodes) return true;
    return regions?.includes(state) === true || postcodes?.some((start) => post.startsWith(start)) === true;
  });
  if (!exception) return { country: iso, isInUnion: memberStates.has(iso) };
  const under = exception.under ?? iso;
  return { country: under, isInUnion: exception.under !== undefined && (memberStates.has(under) || under === 'XI') };
}

/**
 * Forms of VAT numbers behind the two letters of their state. Source: VIES, frequently asked questions, question 11 (European
 * Commission); Northern Ireland from the same list.
 */
const vatNumberForms: Readonly<Record<string, RegExp>> = {
  AT: /^U\d{8}$/,
  BE: /^[01]\d{9}$/,
  BG: /^\d{9,10}$/,
  CY: /^\d{8}[A-Z]$/,
  CZ: /^\d{8,10}$/,
  DE: /^\d{9}$/,
  DK: /^\d{8}$/,
  EE: /^\d{9}$/,
  GR: /^\d{9}$/,
  ES: /^[A-Z0-9]\d{7}[A-Z0-9]$/,
  FI: /^\d{8}$/,
  FR: /^[A-Z0-9]{2}\d{9}$/,
  HR: /^\d{11}$/,
  HU: /^\d{8}$/,
  IE: /^(\d{7}[A-Z]{1,2}|\d[A-Z+*]\d{5}[A-Z])$/,
  IT: /^\d{11}$/,
  LT: /^(\d{9}|\d{12})$/,
  LU: /^\d{8}$/,
  LV: /^\d{11}$/,
  MT: /^\d{8}$/,
  NL: /^[A-Z0-9+*]{10}\d{2}$/,
  PL: /^\d{10}$/,
  PT: /^\d{9}$/,
  RO: /^\d{2,10}$/,
  SE: /^\d{12}$/,
  SI: /^\d{8}$/,
  SK: /^\d{10}$/,
  XI: /^(\d{9}|\d{12}|(GD|HA)\d{3})$/,
};

/** A VAT number whose form is right. */
export interface VatNumber {
  /** The member state that gave it; `GR` for `EL`, `XI` for Northern Ireland. */
  country: string;
  /** Without the letters of the state. */
  number: string;
}

/**
 * A VAT number by its form alone: `DE123456789`, `NL 1234.56.789.B01`, or without letters where the buyer's country is known.
 *
 * @param country of the buyer, for a number without letters; ISO 3166-1 alpha-2
 * @returns undefined where the form is not one of a member state
 */
export function vatNumberOf(vatNumber: string | undefined, country?: string): VatNumber | undefined {
  const bare = withoutWord(vatNumber?.toUpperCase().replace(/[\s./:#°()-]/g, '') ?? '');
  const letters = bare.slice(0, 2);
  const stated = aliases[letters] ?? letters;
  const number = bare.slice(2);
  if (vatNumberForms[stated]?.test(number)) return { country: stated, number };
  // Two letters at the beginning name a state, and this one is none of the Union's.
  if (/^[A-Z]{2}/.test(bare)) return undefined;
  const own = country === undefined ? undefined : (aliases[country] ?? country);
  return own !== undefined && vatNumberForms[own]?.test(bare) ? { country: own, number: bare } : undefined;
}

/** What people write before a number, once blanks and dots are gone: `USt-IdNr. DE123456789`, `BTW-nummer: 123456789B01`. */
const wordBefore =
  /^(?:BTW|VAT|TVA|UST|MWST|IVA|PARTITAIVA|PIVA|MOMS|TAX)(?:REG)?(?:ID)?(?:NUMMER|NUMBER|NR|NO)?(?=[A-Z]{0,3}[\dU])/;

/** The number behind a word; where the whole is a number by itself, it has no word. */
function withoutWord(bare: string): string {
  const behind = bare.replace(wordBefore, '');
  // `n°`, of which the sign is gone.
  return [bare, behind, behind.replace(/^N(?=[A-Z]{2})/, '')].find(isStated) ?? behind;
}

function isStated(bare: string): boolean {
  const letters = bare.slice(0, 2);
  return vatNumberForms[aliases[letters] ?? letters]?.test(bare.slice(2)) === true;
}

/** Whose VAT number it is, by its form alone: see {@link vatNumberOf}. */
export function vatNumberCountryOf(vatNumber: string | undefined, country?: string): string | undefined {
  return vatNumberOf(vatNumber, country)?.country;
}
