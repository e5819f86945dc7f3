import type { Rule } from 'eslint';
import { basename } from 'node:path';

/** Words that the glossary replaces, anywhere in an identifier, with what to use. */
const replaced: readonly [word: RegExp, advice: string][] = [
  [/^(?:un)?troubl/, 'error or failure'],
  [/^untold$/, 'unreported'],
  [/^wish(?:e[sd]|ing)?$/, 'options'],
  [/^patien(?:ce|t|tly)$/, 'timeout'],
  [/^rehears/, 'dry run'],
];

/** Verbs and fixed terms with `place`: an order is placed, a text is replaced. */
const verbs = /^plac(?:e|ing)[-_]?(?:\w*orders?)/i;

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])|([A-Z])(?=[A-Z][a-z])/g, '$1$3 $2')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean);
}

/** @returns what to use instead, or undefined when the name is fine */
export function adviceFor(name: string): string | undefined {
  const words = wordsOf(name).map((word) => word.toLowerCase());
  const [first] = words;
  const found = replaced.find(([pattern]) => words.some((word) => pattern.test(word)));
  if (found) return found[1];
  if (words.some((word, index) => word === 'set' && words[index + 1] === 'apart')) return 'dead letter';
  if ((first === 'most' || first === 'longest') && words.length > 1) return 'max…';
  if (words.at(-1) === 'words' && words.length > 1) return '…Text, …Label or …Message';
  const isNoun = words.some((word) => word === 'place' || word === 'places');
  if (isNoun && !verbs.test(name)) return 'ref, key, position, slot or cursor';
  return undefined;
}

const rule: Rule.RuleModule = {
  meta: {
    type: 'suggestion',
    docs: { description: 'keeps the words of the field in identifiers and file names' },
    schema: [],
    messages: { replaced: 'The glossary replaces this word in "{{name}}": use {{advice}}.' },
  },
  create(context) {
    const seen = new Set<string>();
    const check = (name: string, node: Rule.Node) => {
      if (seen.has(name)) return;
      seen.add(name);
      const advice = adviceFor(name);
      if (advice) context.report({ node, messageId: 'replaced', data: { name, advice } });
    };
    return {
      Program: (node) => check(basename(context.filename).replace(/\.[a-z.]+$/, ''), node as Rule.Node),
      Identifier: (node) => check(node.name, node),
      JSXIdentifier: (node: { name: string }) => check(node.name, node as unknown as Rule.Node),
      PrivateIdentifier: (node) => check(node.name, node as unknown as Rule.Node),
    };
  },
};

export const glossary = { rules: { words: rule } };
