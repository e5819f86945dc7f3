import { badRequest } from '../errors.js';
import type { Endpoint, Property, PropertyKind } from '../metadata.js';
import type { Stored } from '../store/row.js';
import type { LiteralKind } from './filter-lexer.js';
import type { Comparison, Expression } from './filter-parser.js';
import { callFunction, functionTypes } from './filter-functions.js';

export type FilterValue = string | number | bigint | boolean | null;
type ValueType = 'string' | 'guid' | 'date' | 'number' | 'boolean' | 'null';
type Evaluate = (record: Stored) => FilterValue;

interface Typed {
  type: ValueType;
  evaluate: Evaluate;
}

/** A column that must equal a value, so that an index can be used. */
export interface EqualityHint {
  column: string;
  value: string | number | boolean;
}

export interface CompiledFilter {
  matches: (record: Stored) => boolean;
  equalities: EqualityHint[];
  /** The row version of `Timestamp gt …`, when the filter has it. */
  timestampAfter: bigint | undefined;
}

const propertyTypes: Record<PropertyKind, ValueType> = {
  string: 'string',
  guid: 'guid',
  int: 'number',
  int64: 'number',
  double: 'number',
  byte: 'number',
  boolean: 'boolean',
  date: 'date',
  navigation: 'null',
};

const literalTypes: Record<LiteralKind, ValueType> = {
  string: 'string',
  guid: 'guid',
  date: 'date',
  int64: 'number',
  number: 'number',
  boolean: 'boolean',
  null: 'null',
};

const typeNames: Record<ValueType, string> = {
  string: 'System.String',
  guid: 'System.Guid',
  date: 'System.DateTime',
  number: 'System.Int32',
  boolean: 'System.Boolean',
  null: 'null',
};

export function getFilterable(endpoint: Endpoint, name: string): Property {
  const property = endpoint.properties.get(name);
  if (!property) throw badRequest(`No property '${name}' exists in type '${endpoint.path}' at position 0.`);
  if (property.kind === 'navigation') throw badRequest(`Filtering on the collection '${name}' is not supported.`);
  if (!property.isFilterable) throw badRequest(`Filtering on the property '${name}' is not supported.`);
  return property;
}

/** Reads a property's value: row versions from the record, everything else from its row. */
export function readColumn(property: Property): (record: Stored) => FilterValue {
  if (property.name === 'Timestamp') return (record) => record.timestamp;
  const { column } = property;
  return (record) => record.row[column] ?? null;
}

/** Comparisons ignore trailing blanks, as Exact Online's database does, but not leading ones. */
function comparable(value: FilterValue): FilterValue {
  return typeof value === 'string' ? value.trimEnd() : value;
}

/** An integer equals a 64-bit literal of the same value. */
function isSame(a: FilterValue, b: FilterValue): boolean {
  if (a === null || b === null || typeof a === typeof b) return a === b;
  return Number(a) === Number(b);
}

function isOrdered(operator: Comparison, left: FilterValue, right: FilterValue): boolean {
  const a = comparable(left);
  const b = comparable(right);
  if (operator === 'eq') return isSame(a, b);
  if (operator === 'ne') return !isSame(a, b);
  if (a === null || b === null) return false;
  if (operator === 'gt') return a > b;
  if (operator === 'ge') return a >= b;
  return operator === 'lt' ? a < b : a <= b;
}

class FilterCompiler {
  constructor(private readonly endpoint: Endpoint) {}

  compile(expression: Expression): Typed {
    switch (expression.type) {
      case 'literal':
        return { type: literalTypes[expression.kind], evaluate: () => expression.value };
      case 'property': {
        const property = getFilterable(this.endpoint, expression.name);
        return { type: propertyTypes[property.kind], evaluate: readColumn(property) };
      }
      case 'not': {
        const operand = this.compileBoolean(expression.operand);
        return { type: 'boolean', evaluate: (record) => !operand(record) };
      }
      case 'compare':
        return this.compileComparison(expression);
      case 'call':
        return this.compileCall(expression.name, expression.parameters);
      default: {
        const left = this.compileBoolean(expression.left);
        const right = this.compileBoolean(expression.right);
        const isAnd = expression.type === 'and';
        return {
          type: 'boolean',
          evaluate: (record) => (isAnd ? left(record) && right(record) : left(record) || right(record)),
        };
      }
    }
  }

  compileBoolean(expression: Expression): (record: Stored) => boolean {
    const { type, evaluate } = this.compile(expression);
    if (type !== 'boolean') throw badRequest("Expression of type 'System.Boolean' expected at position 0.");
    return (record) => evaluate(record) === true;
  }

  private compileComparison(expression: Extract<Expression, { type: 'compare' }>): Typed {
    const { operator, at } = expression;
    const left = this.compile(expression.left);
    const right = this.compile(expression.right);
    if (left.type !== right.type && left.type !== 'null' && right.type !== 'null') {
      const types = `'${typeNames[left.type]}' and '${typeNames[right.type]}'`;
      throw badRequest(`Operator '${operator}' incompatible with operand types ${types} at position ${at}.`);
    }
    return {
      type: 'boolean',
      evaluate: (record) => isOrdered(operator, left.evaluate(record), right.evaluate(record)),
    };
  }

  private compileCall(name: string, parameters: Expression[]): Typed {
    const signature = functionTypes[name];
    if (!signature) throw badRequest(`Unknown function '${name}' at position 0.`);
    const compiled = parameters.map((parameter) => this.compile(parameter));
    const isFitting = compiled.every(({ type }, index) => type === signature.parameters[index] || type === 'null');
    if (compiled.length !== signature.parameters.length || !isFitting) {
      throw badRequest(`No applicable function found for '${name}' at position 0 with the specified arguments.`);
    }
    return {
      type: signature.result,
      evaluate: (record) =>
        callFunction(
          name,
          compiled.map((each) => each.evaluate(record)),
        ),
    };
  }
}

function lowerBound(operator: Comparison, value: FilterValue): bigint | undefined {
  if (typeof value !== 'number' && typeof value !== 'bigint') return undefined;
  const bound = typeof value === 'bigint' ? value : BigInt(Math.floor(value));
  if (operator === 'gt') return bound;
  return operator === 'ge' ? bound - 1n : undefined;
}

/** Collects from the parts joined by `and` what an index can use. */
function collectHints(expression: Expression, endpoint: Endpoint, filter: CompiledFilter): void {
  if (expression.type === 'and') {
    collectHints(expression.left, endpoint, filter);
    collectHints(expression.right, endpoint, filter);
    return;
  }
  if (expression.type !== 'compare' || expression.left.type !== 'property' || expression.right.type !== 'literal')
    return;
  const { name } = expression.left;
  const { value } = expression.right;
  if (name === 'Timestamp') filter.timestampAfter = lowerBound(expression.operator, value) ?? filter.timestampAfter;
  const property = endpoint.properties.get(name);
  if (!property || property.kind === 'int64' || expression.operator !== 'eq' || value === null) return;
  filter.equalities.push({ column: property.column, value: typeof value === 'bigint' ? Number(value) : value });
}

/** Compiles a parsed filter into a predicate; throws a 400 for unknown or unfilterable properties. */
export function compileFilter(expression: Expression, endpoint: Endpoint): CompiledFilter {
  const matches = new FilterCompiler(endpoint).compileBoolean(expression);
  const filter: CompiledFilter = { matches, equalities: [], timestampAfter: undefined };
  collectHints(expression, endpoint, filter);
  return filter;
}
