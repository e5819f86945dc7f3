import { ChevronRight, Equal, EqualNot } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { join } from './tone.js';

/** How a value compares with the same one at another stage. */
export type JsonMark = 'same' | 'differs';

export interface JsonViewProps {
  /** Names the document for screen readers. */
  label: string;
  json: ViewedJson;
  /** Only values with this text in their name or content are shown. */
  search?: string;
  /** By path. */
  marks?: ReadonlyMap<string, JsonMark>;
  labels: {
    marks: Record<JsonMark, string>;
    /** Of a list: `3 entries`. */
    entries: (count: number) => string;
    nothingFound: string;
    showRest: (count: number) => string;
    empty: string;
  };
}

const OPEN_DEPTH = 2;
const MAX_OPEN = 30;
const STEP = 50;

/** A JSON document for people, with collapsible groups. Values are rendered as text, never as markup. */
export function JsonView(props: JsonViewProps) {
  const { json, label, search = '' } = props;
  return (
    <div className="min-w-0 overflow-x-auto p-3 font-mono text-sm" role="group" aria-label={label}>
      {search.trim() !== '' && isJsonGroup(json) ? (
        <Found {...props} search={search} />
      ) : isJsonGroup(json) ? (
        <Children {...props} value={json} path="" depth={0} />
      ) : (
        <Value value={json} emptyLabel={props.labels.empty} />
      )}
    </div>
  );
}

function Found({ json, search, marks, labels }: JsonViewProps & { search: string }) {
  const leaves = findLeaves(json, search);
  if (leaves.length === 0) return <p className="font-sans text-ink-soft">{labels.nothingFound}</p>;
  return (
    <ul className="grid gap-0.5">
      {leaves.slice(0, STEP * 2).map(({ path, value }) => (
        <Line key={path} name={path} mark={marks?.get(path)} labels={labels}>
          <Value value={value} emptyLabel={labels.empty} />
        </Line>
      ))}
    </ul>
  );
}

type GroupProps = Omit<JsonViewProps, 'json' | 'label' | 'search'> & {
  value: ViewedJson[] | { [key: string]: ViewedJson };
  path: string;
  depth: number;
};

function Children({ value, path, depth, marks, labels }: GroupProps) {
  const [shown, setShown] = useState(STEP);
  const entries = Object.entries(value);
  const rest = entries.length - shown;
  return (
    <>
      <ul className={join('grid gap-0.5', depth > 0 && 'ml-2 border-l border-line pl-3')}>
        {entries.slice(0, shown).map(([name, child]) => {
          const at = childPath(path, name);
          if (isJsonGroup(child) && Object.keys(child).length > 0) {
            return <Group key={name} name={name} {...{ value: child, path: at, depth: depth + 1, marks, labels }} />;
          }
          return (
            <Line key={name} name={name} mark={marks?.get(at)} labels={labels}>
              <Value value={isJsonGroup(child) ? null : child} emptyLabel={labels.empty} />
            </Line>
          );
        })}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          className="min-h-9 font-sans text-brand underline"
          onClick={() => setShown(shown + STEP * 4)}
        >
          {labels.showRest(rest)}
        </button>
      )}
    </>
  );
}

function Group({ name, ...group }: GroupProps & { name: string }) {
  const size = Object.keys(group.value).length;
  const [isOpen, setIsOpen] = useState(group.depth <= OPEN_DEPTH && size <= MAX_OPEN);
  return (
    <li>
      <button
        type="button"
        aria-expanded={isOpen}
        className="flex min-h-6 items-center gap-1 text-left text-ink-soft hover:text-ink"
        onClick={() => setIsOpen(!isOpen)}
      >
        <ChevronRight aria-hidden className={join('size-4 shrink-0 transition-transform', isOpen && 'rotate-90')} />
        <span className="font-medium">{name}</span>
        {Array.isArray(group.value) && <span className="font-sans">({group.labels.entries(size)})</span>}
      </button>
      {isOpen && <Children {...group} />}
    </li>
  );
}

interface LineProps {
  name: string;
  mark: JsonMark | undefined;
  labels: JsonViewProps['labels'];
  children: ReactNode;
}

const marked = {
  same: { Icon: Equal, look: '', icon: 'text-good' },
  differs: { Icon: EqualNot, look: 'bg-warning-soft', icon: 'text-warning' },
} as const;

function Line({ name, mark, labels, children }: LineProps) {
  const { Icon, look, icon } = mark ? marked[mark] : { Icon: undefined, look: '', icon: '' };
  return (
    <li className={join('flex items-start gap-2 rounded px-1 py-0.5', look)}>
      <span className="min-w-0 flex-1 break-words">
        <span className="text-ink-soft">{name}</span> {children}
      </span>
      {mark && Icon && (
        <span title={labels.marks[mark]} className={join('mt-0.5 shrink-0', icon)}>
          <Icon aria-hidden className="size-4" />
          <span className="sr-only">{labels.marks[mark]}</span>
        </span>
      )}
    </li>
  );
}

function Value({ value, emptyLabel }: { value: string | number | boolean | null; emptyLabel: string }) {
  if (value === null || value === '') return <span className="font-sans text-ink-soft italic">{emptyLabel}</span>;
  return <span className="whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">{String(value)}</span>;
}

/** Any JSON, as a page shows it. */
export type ViewedJson = string | number | boolean | null | ViewedJson[] | { [key: string]: ViewedJson };

/** One scalar value with its path, `lines.0.sku`. */
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
