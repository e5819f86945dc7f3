import { badRequest } from '../errors.js';
import type { Endpoint, Property } from '../metadata.js';
import { type CompiledFilter, compileFilter } from './filter-compiler.js';
import { parseFilter } from './filter-parser.js';

export interface Order {
  property: Property;
  isDescending: boolean;
}

export interface Query {
  select: string[] | undefined;
  expand: string[];
  filter: CompiledFilter | undefined;
  orderBy: Order[];
  top: number | undefined;
  skip: number;
  skipToken: string | undefined;
  withCount: boolean;
}

function wholeNumber(name: string, text: string | null): number | undefined {
  if (text === null || text === '') return undefined;
  if (!/^\d+$/.test(text)) {
    throw badRequest(`Incorrect format for ${name} argument '${text}'. It must be a whole number of zero or more.`);
  }
  return Number(text);
}

function list(text: string | null): string[] {
  return (text ?? '').split(',').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]));
}

function getProperty(endpoint: Endpoint, name: string): Property {
  const property = endpoint.properties.get(name);
  if (property) return property;
  throw badRequest(`Could not find a property named '${name}' on type 'Exact.Web.Api.Models.${endpoint.path}'.`);
}

function readSelect(endpoint: Endpoint, text: string | null): string[] | undefined {
  const names = list(text);
  if (names.length === 0 || names.includes('*')) return undefined;
  for (const name of names) getProperty(endpoint, name.split('/')[0] ?? name);
  return names;
}

function readExpand(endpoint: Endpoint, text: string | null): string[] {
  return list(text).map((name) => {
    const property = getProperty(endpoint, name);
    if (property.kind === 'navigation') return name;
    throw badRequest(`Only navigation properties can be expanded; '${name}' is none.`);
  });
}

function readOrderBy(endpoint: Endpoint, text: string | null): Order[] {
  return list(text).map((part) => {
    const [name = '', direction = 'asc'] = part.split(/\s+/);
    const property = getProperty(endpoint, name);
    if (property.kind === 'navigation' || !/^(?:asc|desc)$/i.test(direction)) {
      throw badRequest(`The order '${part}' is not supported.`);
    }
    return { property, isDescending: direction.toLowerCase() === 'desc' };
  });
}

function readCount(text: string | null): boolean {
  if (text === null || text === '' || text === 'none') return false;
  if (text === 'allpages') return true;
  throw badRequest(`Unknown $inlinecount option, only 'allpages' and 'none' are supported.`);
}

const known = new Set([
  '$select',
  '$expand',
  '$filter',
  '$orderby',
  '$top',
  '$skip',
  '$skiptoken',
  '$inlinecount',
  '$format',
]);

/** Parses the system query options of a request; an empty option counts as absent. */
export function readQuery(endpoint: Endpoint, parameters: URLSearchParams): Query {
  for (const name of parameters.keys()) {
    if (name.startsWith('$') && !known.has(name)) throw badRequest(`The query parameter '${name}' is not supported.`);
  }
  const filterText = parameters.get('$filter')?.trim() ?? '';
  const expand = readExpand(endpoint, parameters.get('$expand'));
  return {
    select: readSelect(endpoint, parameters.get('$select')),
    expand,
    filter: filterText === '' ? undefined : compileFilter(parseFilter(filterText), endpoint),
    orderBy: readOrderBy(endpoint, parameters.get('$orderby')),
    top: wholeNumber('$top', parameters.get('$top')),
    skip: wholeNumber('$skip', parameters.get('$skip')) ?? 0,
    skipToken: parameters.get('$skiptoken') ?? undefined,
    withCount: readCount(parameters.get('$inlinecount')),
  };
}
