import { type Endpoint, type Property, findChildTable, getEndpoint } from '../metadata.js';
import { flattenedHeaders } from '../metadata-relations.js';
import { pad } from '../padding.js';
import type { Company } from '../store/company.js';
import type { Row, Scalar, Stored } from '../store/row.js';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface Shape {
  company: Company;
  endpoint: Endpoint;
  /** `https://host/api/v1/100001` */
  baseUrl: string;
  select?: string[] | undefined;
  expand?: string[] | undefined;
}

/** The address of one record. */
export function recordUri(baseUrl: string, endpoint: Endpoint, key: string): string {
  const kind = endpoint.properties.get(endpoint.key)?.kind;
  const literal = kind === 'guid' || kind === undefined ? `guid'${key}'` : kind === 'int' ? key : `'${key}'`;
  return `${baseUrl}/${endpoint.path}(${literal})`;
}

function scalarToJson(property: Property, value: Scalar): Json {
  if (value === null) return null;
  if (property.kind === 'date') return `/Date(${value})/`;
  if (property.kind === 'int64') return String(value);
  if (property.padding && typeof value === 'string') return pad(value, property.padding);
  return value;
}

type ReadProperty = (record: Stored) => Json;

function navigationReader(property: Property, shape: Shape): ReadProperty {
  const { company, endpoint, baseUrl } = shape;
  const uri = (record: Stored): string => `${recordUri(baseUrl, endpoint, record.key)}/${property.name}`;
  if (!shape.expand?.includes(property.name)) return (record) => ({ __deferred: { uri: uri(record) } });
  const child = findChildTable(endpoint.table, property.name);
  if (!child) return () => ({ results: [] });
  const select = shape.select?.flatMap((name) =>
    name.startsWith(`${property.name}/`) ? [name.slice(property.name.length + 1)] : [],
  );
  const childShape = {
    company,
    baseUrl,
    endpoint: getEndpoint(child.table),
    select: select?.length ? select : undefined,
  };
  const write = recordWriter(childShape);
  return (record) => ({ results: childRecords(company, child, record.key).map(write) });
}

/** The lines of a document in the order of their numbers. */
export function childRecords(company: Company, child: { table: string; foreignKey: string }, key: string): Stored[] {
  const number = ({ row }: Stored): number => Number(row['LineNumber'] ?? 0);
  return [...company.table(child.table).findBy(child.foreignKey, key)].sort((a, b) => number(a) - number(b));
}

function scalarReader(property: Property, { company, endpoint }: Shape): ReadProperty {
  const { column, name } = property;
  if (name === 'Timestamp') return (record) => String(record.timestamp);
  const header = flattenedHeaders[endpoint.path];
  if (!header) return ({ row }) => scalarToJson(property, row[column] ?? null);
  const headerRow = (row: Row): Row | undefined => company.table(header.table).get(String(row[header.foreignKey]))?.row;
  return ({ row }) => scalarToJson(property, row[column] ?? headerRow(row)?.[column] ?? null);
}

/** Makes the function that writes records as verbose JSON, once per page. */
export function recordWriter(shape: Shape): (record: Stored) => { [name: string]: Json } {
  const { endpoint, select } = shape;
  const names = select ? new Set(select.map((name) => name.split('/')[0] ?? name)) : undefined;
  const readers = [...endpoint.properties.values()].flatMap((property): [string, ReadProperty][] => {
    if (names && !names.has(property.name)) return [];
    const read = property.kind === 'navigation' ? navigationReader(property, shape) : scalarReader(property, shape);
    return [[property.name, read]];
  });
  const type = `Exact.Web.Api.Models.${endpoint.path.split('/').slice(-2).join('.')}`;
  return (record) => {
    const json: { [name: string]: Json } = {
      __metadata: { uri: recordUri(shape.baseUrl, endpoint, record.key), type },
    };
    for (const [name, read] of readers) json[name] = read(record);
    return json;
  };
}
