/** Any JSON, as a page shows it. */
export type ViewedJson = string | number | boolean | null | ViewedJson[] | { [key: string]: ViewedJson };

/** One value that is no list and no object, by where it stands: `lines.0.sku`. */
export interface JsonLeaf {
  path: string;
  value: string | number | boolean | null;
}

export function isJsonGroup(value: ViewedJson): value is ViewedJson[] | { [key: string]: ViewedJson } {
  return typeof value === 'object' && value !== null;
}

export function childPath(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

/** The values of a JSON document in order, at most `most`. */
export function leavesOf(json: ViewedJson, most = 5000): JsonLeaf[] {
  const leaves: JsonLeaf[] = [];
  const walk = (value: ViewedJson, path: string): void => {
    if (leaves.length >= most) return;
    if (!isJsonGroup(value)) leaves.push({ path, value });
    else for (const [name, child] of Object.entries(value)) walk(child, childPath(path, name));
  };
  walk(json, '');
  return leaves;
}

/** The values whose name or content has the text in it. */
export function findLeaves(json: ViewedJson, text: string): JsonLeaf[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return [];
  return leavesOf(json).filter(
    ({ path, value }) => path.toLowerCase().includes(wanted) || String(value).toLowerCase().includes(wanted),
  );
}
