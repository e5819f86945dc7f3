/** How Exact Online pads the codes that it stores in columns of fixed width. */
export interface Padding {
  side: 'left' | 'right';
  width: number;
}

const accountCode: Padding = { side: 'left', width: 18 };
const vatCode: Padding = { side: 'right', width: 3 };
const country: Padding = { side: 'right', width: 3 };

/** The padding of one property, or undefined when values are not padded. */
export function paddingOf(entity: string, property: string): Padding | undefined {
  if (/(?:^|\/)Accounts$/.test(entity) && property === 'Code') return accountCode;
  if (/^(?:Account|InvoiceAccount|Supplier|DeliveryAccount|Reseller)Code$/.test(property)) return accountCode;
  if (/(?:^|\/)VATCodes$/.test(entity) && property === 'Code') return vatCode;
  if (/(?:VATCode|VatCode)$/.test(property)) return vatCode;
  if (/^(?:Country|AccountCountry|OssCountry|BankAccountCountry)$/.test(property)) return country;
  return undefined;
}

/** Pads a code to its column's width; a longer code stays as it is. */
export function pad(code: string, padding: Padding | undefined): string {
  if (!padding || code === '') return code;
  const bare = code.trim();
  return padding.side === 'left' ? bare.padStart(padding.width) : bare.padEnd(padding.width);
}
