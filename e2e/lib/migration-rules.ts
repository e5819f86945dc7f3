/** Who changes what exists already must say why the release before can do without it, and in which release: `// Contract (0.1.0): why`. */
const marker = /^\s*\/\/ Contract \(([\w.-]+)\): \S.{20,}$/m;

interface Rule {
  pattern: RegExp;
  why: string;
}

const rules: readonly Rule[] = [
  { pattern: /\bdrop\s+(?:table|view|schema|type|sequence|function)\b/gi, why: 'drops what the release before uses' },
  { pattern: /\bdrop\s+(?:column|constraint)\b/gi, why: 'drops what the release before uses' },
  { pattern: /\brename\s+(?:to|column|constraint)\b/gi, why: 'renames what the release before names' },
  { pattern: /\balter\s+(?:column\s+)?"?\w+"?\s+(?:set\s+data\s+)?type\b/gi, why: 'changes a type' },
  { pattern: /\bset\s+not\s+null\b/gi, why: 'demands what the release before does not fill' },
  { pattern: /\badd\s+constraint\b/gi, why: 'refuses what the release before writes' },
  { pattern: /\btruncate\b/gi, why: 'deletes' },
];

export interface Migration {
  text: string;
  /** Those that ran before it, in the same service. */
  earlier: readonly string[];
}

/** What in a migration the release before, which runs on beside it, could stumble over; nothing where it is marked. */
export function breaksIn({ text, earlier }: Migration, knownReleases: readonly string[]): string[] {
  const marked = marker.exec(text)?.[1];
  if (marked !== undefined) {
    return knownReleases.includes(marked)
      ? []
      : [`marked for release ${marked}, which docs/releases.json does not name`];
  }
  const sql = withoutComments(text);
  const plain = rules.flatMap(({ pattern, why }) => [...sql.matchAll(pattern)].map(([found]) => `"${found}" ${why}`));
  return [...plain, ...demandingColumns(sql), ...uniqueIndexes(sql, earlier)];
}

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}

function demandingColumns(sql: string): string[] {
  return [...sql.matchAll(/\badd\s+column\s+[^,;`']+/gi)].flatMap(([found]) =>
    /\bnot\s+null\b/i.test(found) && !/\bdefault\b|\bgenerated\b/i.test(found)
      ? [`"${found.trim()}" demands what the release before does not fill`]
      : [],
  );
}

/** A unique index is part of what inserts say (`on conflict`), and a new one refuses what was allowed. */
function uniqueIndexes(sql: string, earlier: readonly string[]): string[] {
  const before = earlier.map(withoutComments).join('\n');
  const isUnique = (name: string) => new RegExp(`\\bcreate\\s+unique\\s+index\\s+"?${name}\\b`, 'i').test(before);
  const isNew = (table: string) => new RegExp(`\\bcreate\\s+table\\s+"?${table}\\b`, 'i').test(sql);
  const dropped = [...sql.matchAll(/\bdrop\s+index\s+(?:if\s+exists\s+)?"?(\w+)/gi)].flatMap(([found, name = '']) =>
    isUnique(name) ? [`"${found}" drops a unique index that inserts may name`] : [],
  );
  const made = [...sql.matchAll(/\bcreate\s+unique\s+index\s+\S+\s+on\s+"?(\w+)/gi)].flatMap(([found, table = '']) =>
    isNew(table) ? [] : [`"${found}" refuses what the release before writes`],
  );
  return [...dropped, ...made];
}
