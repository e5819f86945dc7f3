import type { Pool } from 'undici';

export interface ExactItem {
  ID: string;
  Code: string;
  Description: string;
  ExtraDescription: string | null;
  IsWebshopItem: number | boolean;
  IsStockItem: number | boolean;
  StartDate: string | null;
  EndDate: string | null;
  NetWeight: number | null;
  SalesVatCode: string | null;
  Timestamp: string;
}

export interface ItemPage {
  items: ExactItem[];
  timestamp: string;
}

interface Answer<Row> {
  d: { results: Row[]; __next?: string };
}

const division = '100001';
const columns = [
  'Timestamp', 'ID', 'Code', 'IsWebshopItem', 'IsSalesItem', 'IsStockItem', 'StartDate', 'EndDate', 'Unit', 'SalesVatCode',
  'Description', 'ExtraDescription', 'Notes', 'Barcode', 'NetWeight', 'NetWeightUnit',
].join(','); // prettier-ignore

export class Exact {
  private readonly pool: Pool;
  private readonly token: string;

  constructor(pool: Pool, token: string) {
    this.pool = pool;
    this.token = token;
  }

  /** Percentages by VAT code. */
  async vatRates(): Promise<Map<string, number>> {
    const path = `/api/v1/${division}/vat/VATCodes?$select=Code,Percentage`;
    const { d } = await this.get<{ Code: string; Percentage: number }>(path);
    return new Map(d.results.map(({ Code, Percentage }) => [Code.trim(), Math.round(Percentage * 10_000) / 100]));
  }

  /** Pages of all items, each fetched while the one before is worked on. */
  async *items(): AsyncGenerator<ItemPage> {
    const query = `$select=${columns}&$filter=${encodeURIComponent('Timestamp gt 1L')}`;
    let coming: Promise<Answer<ExactItem>> | undefined = this.get(`/api/v1/${division}/sync/Logistics/Items?${query}`);
    while (coming) {
      const { d }: Answer<ExactItem> = await coming;
      const next: URL | undefined = d.__next ? new URL(d.__next) : undefined;
      coming = next && this.get(next.pathname + next.search);
      coming?.catch(() => undefined);
      yield { items: d.results, timestamp: d.results.at(-1)?.Timestamp ?? '1' };
    }
  }

  private async get<Row>(path: string): Promise<Answer<Row>> {
    const headers = { authorization: `Bearer ${this.token}`, accept: 'application/json' };
    const { statusCode, body } = await this.pool.request({ method: 'GET', path, headers });
    if (statusCode !== 200) throw new Error(`Exact Online answered ${statusCode}: ${await body.text()}`);
    return (await body.json()) as Answer<Row>;
  }
}
