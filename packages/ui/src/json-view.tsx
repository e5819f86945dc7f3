import { ChevronRight, Equal, EqualNot } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { childPath, findLeaves, isJsonGroup, type ViewedJson } from './json-view-lines.js';
import { join } from './join.js';

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
  words: {
    marks: Record<JsonMark, string>;
    /** Of a list: `3 entries`. */
    entries: (count: number) => string;
    nothingFound: string;
    showRest: (count: number) => string;
    empty: string;
  };
}

const OPEN_DEPTH = 2;
const MOST_OPEN = 30;
const STEP = 50;

/** A JSON document for people: names and values, what is nested folds. Values are text, never markup. */
export function JsonView(props: JsonViewProps) {
  const { json, label, search = '' } = props;
  return (
    <div className="min-w-0 overflow-x-auto p-3 font-mono text-sm" role="group" aria-label={label}>
      {search.trim() !== '' && isJsonGroup(json) ? (
        <Found {...props} search={search} />
      ) : isJsonGroup(json) ? (
        <Children {...props} value={json} path="" depth={0} />
      ) : (
        <Value value={json} emptyWord={props.words.empty} />
      )}
    </div>
  );
}

function Found({ json, search, marks, words }: JsonViewProps & { search: string }) {
  const leaves = findLeaves(json, search);
  if (leaves.length === 0) return <p className="font-sans text-ink-soft">{words.nothingFound}</p>;
  return (
    <ul className="grid gap-0.5">
      {leaves.slice(0, STEP * 2).map(({ path, value }) => (
        <Line key={path} name={path} mark={marks?.get(path)} words={words}>
          <Value value={value} emptyWord={words.empty} />
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

function Children({ value, path, depth, marks, words }: GroupProps) {
  const [most, setMost] = useState(STEP);
  const entries = Object.entries(value);
  const rest = entries.length - most;
  return (
    <>
      <ul className={join('grid gap-0.5', depth > 0 && 'ml-2 border-l border-line pl-3')}>
        {entries.slice(0, most).map(([name, child]) => {
          const at = childPath(path, name);
          if (isJsonGroup(child) && Object.keys(child).length > 0) {
            return <Group key={name} name={name} {...{ value: child, path: at, depth: depth + 1, marks, words }} />;
          }
          return (
            <Line key={name} name={name} mark={marks?.get(at)} words={words}>
              <Value value={isJsonGroup(child) ? null : child} emptyWord={words.empty} />
            </Line>
          );
        })}
      </ul>
      {rest > 0 && (
        <button
          type="button"
          className="min-h-9 font-sans text-brand underline"
          onClick={() => setMost(most + STEP * 4)}
        >
          {words.showRest(rest)}
        </button>
      )}
    </>
  );
}

function Group({ name, ...group }: GroupProps & { name: string }) {
  const size = Object.keys(group.value).length;
  const [isOpen, setIsOpen] = useState(group.depth <= OPEN_DEPTH && size <= MOST_OPEN);
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
        {Array.isArray(group.value) && <span className="font-sans">({group.words.entries(size)})</span>}
      </button>
      {isOpen && <Children {...group} />}
    </li>
  );
}

interface LineProps {
  name: string;
  mark: JsonMark | undefined;
  words: JsonViewProps['words'];
  children: ReactNode;
}

const marked = {
  same: { Icon: Equal, look: '', icon: 'text-good' },
  differs: { Icon: EqualNot, look: 'bg-warning-soft', icon: 'text-warning' },
} as const;

function Line({ name, mark, words, children }: LineProps) {
  const { Icon, look, icon } = mark ? marked[mark] : { Icon: undefined, look: '', icon: '' };
  return (
    <li className={join('flex items-start gap-2 rounded px-1 py-0.5', look)}>
      <span className="min-w-0 flex-1 break-words">
        <span className="text-ink-soft">{name}</span> {children}
      </span>
      {mark && Icon && (
        <span title={words.marks[mark]} className={join('mt-0.5 shrink-0', icon)}>
          <Icon aria-hidden className="size-4" />
          <span className="sr-only">{words.marks[mark]}</span>
        </span>
      )}
    </li>
  );
}

function Value({ value, emptyWord }: { value: string | number | boolean | null; emptyWord: string }) {
  if (value === null || value === '') return <span className="font-sans text-ink-soft italic">{emptyWord}</span>;
  return <span className="whitespace-pre-wrap text-ink [overflow-wrap:anywhere]">{String(value)}</span>;
}
