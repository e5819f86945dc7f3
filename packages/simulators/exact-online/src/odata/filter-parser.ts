import { badRequest } from '../errors.js';
import { type LiteralKind, type Token, tokenize } from './filter-lexer.js';

export type Comparison = 'eq' | 'ne' | 'gt' | 'ge' | 'lt' | 'le';

export type Expression =
  | { type: 'and' | 'or'; left: Expression; right: Expression }
  | { type: 'not'; operand: Expression }
  | { type: 'compare'; operator: Comparison; left: Expression; right: Expression; at: number }
  | { type: 'call'; name: string; parameters: Expression[] }
  | { type: 'property'; name: string }
  | { type: 'literal'; kind: LiteralKind; value: string | number | bigint | boolean | null };

const comparisons = new Set<string>(['eq', 'ne', 'gt', 'ge', 'lt', 'le']);

function isComparison(text: string): text is Comparison {
  return comparisons.has(text);
}

/** Recursive descent over the grammar `or > and > not > comparison > primary`. */
class Parser {
  private position = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly length: number,
  ) {}

  parse(): Expression {
    const expression = this.parseOr();
    const rest = this.tokens[this.position];
    if (rest) throw badRequest(`Syntax error at position ${rest.at}.`);
    return expression;
  }

  private takeWord(...words: string[]): boolean {
    const token = this.tokens[this.position];
    if (token?.type !== 'word' || !words.includes(token.text)) return false;
    this.position += 1;
    return true;
  }

  private take(type: 'open' | 'close' | 'comma'): boolean {
    if (this.tokens[this.position]?.type !== type) return false;
    this.position += 1;
    return true;
  }

  private expectClose(): void {
    if (this.take('close')) return;
    throw badRequest(`')' or operator expected at position ${this.tokens[this.position]?.at ?? this.length}.`);
  }

  private parseOr(): Expression {
    let left = this.parseAnd();
    while (this.takeWord('or')) left = { type: 'or', left, right: this.parseAnd() };
    return left;
  }

  private parseAnd(): Expression {
    let left = this.parseNot();
    while (this.takeWord('and')) left = { type: 'and', left, right: this.parseNot() };
    return left;
  }

  private parseNot(): Expression {
    if (this.takeWord('not')) return { type: 'not', operand: this.parseNot() };
    return this.parseComparison();
  }

  private parseComparison(): Expression {
    const left = this.parsePrimary();
    const token = this.tokens[this.position];
    if (token?.type !== 'word' || !isComparison(token.text)) return left;
    this.position += 1;
    return { type: 'compare', operator: token.text, left, right: this.parsePrimary(), at: token.at };
  }

  private parsePrimary(): Expression {
    const token = this.tokens[this.position];
    if (!token) throw badRequest(`Expression expected at position ${this.length}.`);
    this.position += 1;
    if (token.type === 'literal') return { type: 'literal', kind: token.kind, value: token.value };
    if (token.type === 'open') {
      const inner = this.parseOr();
      this.expectClose();
      return inner;
    }
    if (token.type !== 'word') throw badRequest(`Expression expected at position ${token.at}.`);
    return this.take('open') ? this.parseCall(token.text) : { type: 'property', name: token.text };
  }

  private parseCall(name: string): Expression {
    const parameters: Expression[] = [];
    if (this.take('close')) return { type: 'call', name, parameters };
    do parameters.push(this.parseOr());
    while (this.take('comma'));
    this.expectClose();
    return { type: 'call', name, parameters };
  }
}

/** Parses a `$filter` text; throws a 400 with the message of WCF Data Services when it is invalid. */
export function parseFilter(text: string): Expression {
  return new Parser(tokenize(text), text.length).parse();
}
