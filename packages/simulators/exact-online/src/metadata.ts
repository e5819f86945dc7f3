import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Padding, paddingOf } from './padding.js';
import { invoicingEndpoints } from './metadata-invoicing.js';
import { paymentEndpoints } from './metadata-payments.js';
import { priceListEndpoints } from './metadata-prices.js';
import { bulkPaths, childTables, extraEndpoints, propertyAliases, syncTables } from './metadata-relations.js';

export type PropertyKind = 'string' | 'guid' | 'int' | 'int64' | 'double' | 'boolean' | 'byte' | 'date' | 'navigation';

export interface Property {
  name: string;
  kind: PropertyKind;
  /** The OData type's name in error messages. */
  edmType: string;
  isWritableOnPost: boolean;
  isWritableOnPut: boolean;
  isMandatory: boolean;
  isFilterable: boolean;
  padding: Padding | undefined;
  /** The stored column, which differs from the name where a sync view renames it. */
  column: string;
}

export type EndpointKind = 'normal' | 'bulk' | 'sync' | 'function';

export interface Endpoint {
  /** For example `crm/Accounts` or `sync/Inventory/StockPositions`. */
  path: string;
  kind: EndpointKind;
  methods: ReadonlySet<string>;
  key: string;
  properties: ReadonlyMap<string, Property>;
  /** The table that holds the records; several endpoints may show one table. */
  table: string;
  pageSize: number;
}

export interface RawProperty {
  type: string;
  write?: string;
  mandatory?: boolean;
  filter?: boolean;
}

export interface RawEndpoint {
  path: string;
  methods: string[];
  key?: string[];
  properties: Record<string, RawProperty>;
}

const kinds: Record<string, PropertyKind> = {
  'Edm.String': 'string',
  'Edm.Binary': 'string',
  'Edm.Guid': 'guid',
  'Edm.Int16': 'int',
  'Edm.Int32': 'int',
  'Edm.Int64': 'int64',
  'Edm.Double': 'double',
  'Edm.Boolean': 'boolean',
  'Edm.Byte': 'byte',
  'Edm.DateTime': 'date',
  string: 'string',
  number: 'double',
  boolean: 'boolean',
};

const edmTypes: Record<PropertyKind, string> = {
  string: 'Edm.String',
  guid: 'Edm.Guid',
  int: 'Edm.Int32',
  int64: 'Edm.Int64',
  double: 'Edm.Double',
  boolean: 'Edm.Boolean',
  byte: 'Edm.Byte',
  date: 'Edm.DateTime',
  navigation: 'Collection',
};

/** Part of the meta-data has only `string` and `number`; dates, keys and row versions are then recognized by name. */
function kindOf(name: string, raw: RawProperty, base: Endpoint | undefined): PropertyKind {
  if (name === 'Timestamp') return 'int64';
  const known = base?.properties.get(propertyAliases[base.path]?.[name] ?? name);
  if (!raw.type.startsWith('Edm.') && known) return known.kind;
  const kind = kinds[raw.type] ?? 'navigation';
  if (kind === 'string' && /(?:Date|^Created|^Modified|^Approved)$/.test(name)) return 'date';
  if (raw.type === 'string' && /(?:^ID|^EntityKey|^DeletedBy)$/.test(name)) return 'guid';
  return kind;
}

function buildProperties(path: string, raw: RawEndpoint, base: Endpoint | undefined): Map<string, Property> {
  const all = Object.entries(raw.properties);
  const isFilterKnown = all.some(([, property]) => property.filter);
  const aliases = propertyAliases[path] ?? {};
  return new Map(
    all.map(([name, property]) => {
      const kind = kindOf(name, property, base);
      const isFilterable = path.startsWith('sync/')
        ? name === 'Timestamp'
        : kind !== 'navigation' && (!isFilterKnown || property.filter === true || raw.key?.includes(name) === true);
      const write = property.write ?? '';
      return [
        name,
        {
          name,
          kind,
          edmType: property.type.startsWith('Edm.') ? property.type : edmTypes[kind],
          isWritableOnPost: write !== '',
          isWritableOnPut: write === 'POST/PUT' || write === '?',
          isMandatory: property.mandatory === true,
          isFilterable,
          padding: paddingOf(path, name),
          column: aliases[name] ?? name,
        },
      ];
    }),
  );
}

function buildEndpoint(path: string, raw: RawEndpoint, known: ReadonlyMap<string, Endpoint>): Endpoint {
  const isSync = path.startsWith('sync/');
  const table = syncTables[path] ?? path;
  return {
    path,
    kind: isSync ? 'sync' : path.startsWith('read/') ? 'function' : 'normal',
    methods: new Set(raw.methods),
    key: raw.key?.[0] ?? 'ID',
    properties: buildProperties(path, raw, known.get(table)),
    table,
    pageSize: isSync ? 1000 : 60,
  };
}

function loadEndpoints(): Map<string, Endpoint> {
  const file = join(import.meta.dirname, '..', 'data', 'endpoints.json');
  const gathered = JSON.parse(readFileSync(file, 'utf8')) as Record<string, RawEndpoint>;
  const raw: Record<string, RawEndpoint> = {
    ...gathered,
    ...extraEndpoints,
    ...invoicingEndpoints,
    ...paymentEndpoints,
    ...priceListEndpoints,
  };
  const endpoints = new Map<string, Endpoint>();
  const paths = Object.keys(raw).sort((a, b) => Number(a.startsWith('sync/')) - Number(b.startsWith('sync/')));
  for (const path of paths) {
    const definition = raw[path];
    if (definition) endpoints.set(path, buildEndpoint(path, definition, endpoints));
  }
  for (const [bulkPath, path] of Object.entries(bulkPaths)) {
    const base = endpoints.get(path);
    if (base)
      endpoints.set(bulkPath, { ...base, path: bulkPath, kind: 'bulk', methods: new Set(['GET']), pageSize: 1000 });
  }
  return endpoints;
}

const endpoints = loadEndpoints();
const endpointsByLowerCase = new Map([...endpoints].map(([path, endpoint]) => [path.toLowerCase(), endpoint]));

/** The endpoint at a path below the division; case does not matter. */
export function findEndpoint(path: string): Endpoint | undefined {
  return endpointsByLowerCase.get(path.toLowerCase());
}

/** The endpoint that reads and writes a table directly; throws when there is none. */
export function getEndpoint(path: string): Endpoint {
  const endpoint = findEndpoint(path);
  if (!endpoint) throw new Error(`There is no endpoint "${path}" in data/endpoints.json.`);
  return endpoint;
}

/** The table and foreign key behind a collection such as `SalesOrderLines`; undefined when nothing is stored for it. */
export function findChildTable(table: string, property: string): { table: string; foreignKey: string } | undefined {
  return childTables[`${table}.${property}`];
}
