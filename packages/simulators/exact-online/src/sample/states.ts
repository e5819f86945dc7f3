import type { Row } from '../store/row.js';
import { guidFor } from './deterministic.js';

/** Some of the states that Exact Online lists, code and name by country; a state of an address must be one of them. */
const states: Readonly<Record<string, string>> = {
  US:
    'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,' +
    'FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,' +
    'MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,' +
    'NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,' +
    'RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,' +
    'WV West Virginia,WI Wisconsin,WY Wyoming',
  CA:
    'AB Alberta,BC British Columbia,MB Manitoba,NB New Brunswick,NL Newfoundland and Labrador,NS Nova Scotia,ON Ontario,' +
    'PE Prince Edward Island,QC Quebec,SK Saskatchewan',
  NL:
    'DR Drenthe,FL Flevoland,FR Friesland,GE Gelderland,GR Groningen,LI Limburg,NB Noord-Brabant,NH Noord-Holland,OV Overijssel,' +
    'UT Utrecht,ZE Zeeland,ZH Zuid-Holland',
  ES: 'B Barcelona,CE Ceuta,GC Las Palmas,M Madrid,ML Melilla,TF Santa Cruz de Tenerife,V Valencia',
};

export function stateRows(division: number): Row[] {
  return Object.entries(states).flatMap(([country, list]) =>
    list.split(',').map((entry) => {
      const [, state = '', name = ''] = /^(\S+) (.+)$/.exec(entry) ?? [];
      return {
        ID: guidFor(`${division}/crm/AddressStates/${country}/${state}`),
        Country: country.padEnd(3),
        State: state,
        Name: name,
        DisplayValue: `${state} - ${name}`,
      };
    }),
  );
}
