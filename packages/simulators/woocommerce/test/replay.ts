import type { WooCommerceSimulator } from '../src/index.js';
import { call, type Answer } from './api.js';

export interface RecordedCall {
  name: string;
  request: { method: string; path: string; body?: unknown };
  response: { status: number; headers: Record<string, string>; body: unknown };
}

/** Ids from here on are mapped, one to one; smaller ones (rates, terms, people) are the same in the simulator. */
const firstMappedId = 100;

const recordedSite = 'https://shop.example';
const idKey = /(^|_)id$|^grouped_products$|^variations$/;
/** Texts of WooCommerce's own screens, and what is random or computed from the address or the moment. */
const onlyTypeKey =
  /^(label|description|tip|placeholder|method_description|related_ids|order_key|username|price_html|settings_url)$/;
const momentKey = /^date_(created|modified|completed|paid)/;
const momentPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/;

/** Sends recorded calls to the simulator and lists where its answers differ. */
export class Replay {
  private readonly ids = new Map<number, number>();

  constructor(private readonly simulator: WooCommerceSimulator) {}

  knows(recordedId: number, id: number): void {
    this.ids.set(recordedId, id);
  }

  send({ request }: RecordedCall, credentials?: string): Promise<Answer> {
    const path = request.path.replace(/(?<=[/=])\d+(?=[/?]|$)/g, (id) => String(this.idOf(Number(id))));
    return call(this.simulator, request.method, path, this.withIds(request.body), credentials);
  }

  differences({ response }: RecordedCall, answer: Answer): string[] {
    const found: string[] = [];
    if (answer.status !== response.status) found.push(`status: ${response.status}, here ${answer.status}`);
    for (const header of ['x-wp-total', 'x-wp-totalpages']) {
      const recorded = response.headers[header] ?? null;
      const here = answer.headers.get(header);
      if (recorded !== here) found.push(`${header}: ${recorded}, here ${here}`);
    }
    this.compare({ recorded: response.body, here: answer.body, path: '', key: '' }, found);
    return found;
  }

  private idOf(recordedId: number): number {
    return this.ids.get(recordedId) ?? recordedId;
  }

  /** What was sent, with the address and the ids of the simulator. */
  private withIds(value: unknown, key = ''): unknown {
    if (Array.isArray(value)) return value.map((each) => this.withIds(each, key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.withIds(each, name)]));
    }
    if (typeof value === 'string') return value.replaceAll(recordedSite, this.simulator.url);
    return typeof value === 'number' && idKey.test(key) ? this.idOf(value) : value;
  }

  private compare(pair: Pair, found: string[]): void {
    const { recorded, here, path, key } = pair;
    if (typeName(recorded) !== typeName(here)) {
      found.push(`${path}: ${show(recorded)}, here ${show(here)}`);
    } else if (Array.isArray(recorded) && Array.isArray(here)) {
      if (onlyTypeKey.test(key)) return;
      if (recorded.length !== here.length) found.push(`${path}: ${recorded.length} entries, here ${here.length}`);
      const shared = Math.min(recorded.length, here.length);
      for (let index = 0; index < shared; index += 1) {
        this.compare({ recorded: recorded[index], here: here[index], path: `${path}[${index}]`, key }, found);
      }
    } else if (isRecord(recorded) && isRecord(here)) {
      this.compareRecords({ recorded, here, path, key }, found);
    } else if (!this.isSame(pair)) {
      found.push(`${path}: ${show(recorded)}, here ${show(here)}`);
    }
  }

  private compareRecords(pair: Pair<Record<string, unknown>>, found: string[]): void {
    const { recorded, here, path } = pair;
    for (const key of new Set([...Object.keys(recorded), ...Object.keys(here)])) {
      const below = path === '' ? key : `${path}.${key}`;
      if (!(key in here)) found.push(`${below}: ${show(recorded[key])}, missing here`);
      else if (!(key in recorded)) found.push(`${below}: missing, here ${show(here[key])}`);
      else if (!isFreeValue(pair, key)) {
        this.compare({ recorded: recorded[key], here: here[key], path: below, key }, found);
      }
    }
  }

  private isSame({ recorded, here, key, path }: Pair): boolean {
    if (key === 'price_html') return (recorded === '') === (here === '');
    if (onlyTypeKey.test(key)) return true;
    if (typeof recorded === 'number' && typeof here === 'number' && idKey.test(key)) {
      return /meta_data\[\d+\]\.id$/.test(path) || this.isSameId(recorded, here);
    }
    if (typeof recorded !== 'string' || typeof here !== 'string') return recorded === here;
    if (momentKey.test(key)) return momentPattern.test(recorded) === momentPattern.test(here);
    return this.translated(recorded) === here;
  }

  private isSameId(recorded: number, here: number): boolean {
    if (recorded < firstMappedId) return recorded === here;
    const known = this.ids.get(recorded);
    if (known !== undefined) return known === here;
    this.ids.set(recorded, here);
    return true;
  }

  /** A recorded text with the address and the ids of the simulator. */
  private translated(text: string): string {
    return text
      .replaceAll(recordedSite, this.simulator.url)
      .replace(/(?<![\w.-])\d{3,}(?![\w.-])/g, (id) => String(this.idOf(Number(id))));
  }
}

interface Pair<Value = unknown> {
  recorded: Value;
  here: Value;
  path: string;
  key: string;
}

/** Values that belong to one run alone: moments as numbers, keys in addresses. */
function isFreeValue({ recorded }: Pair<Record<string, unknown>>, key: string): boolean {
  if (key === 'value') return recorded['key'] === '_wp_trash_meta_time' || recorded['key'] === 'wc_last_active';
  return key === 'payment_url';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}

function show(value: unknown): string {
  return JSON.stringify(value)?.slice(0, 80) ?? 'nothing';
}
