import { type ReactNode, useId } from 'react';
import { join } from './tone.js';

export interface TabLink {
  id: string;
  label: string;
  link: (look: { className: string; children: ReactNode }) => ReactNode;
}

const look =
  'inline-flex min-h-11 items-center border-b-2 border-transparent px-1 whitespace-nowrap text-ink-soft -outline-offset-2 ' +
  'hover:text-ink data-[status=active]:border-brand data-[status=active]:font-medium data-[status=active]:text-ink';

/** The parts of one page, each with an address of its own. */
export function TabLinks({ label, tabs }: { label: string; tabs: TabLink[] }) {
  return (
    <nav aria-label={label} className="border-b border-line">
      <ul className="-mb-px flex flex-wrap gap-x-3 sm:gap-x-6">
        {tabs.map(({ id, label, link }) => (
          <li key={id}>{link({ className: look, children: label })}</li>
        ))}
      </ul>
    </nav>
  );
}

export interface SegmentsProps<Value extends string> {
  /** Names the group. */
  label: string;
  isLabelHidden?: boolean;
  options: readonly { value: Value; label: string; icon?: ReactNode }[];
  value: Value;
  onChange: (value: Value) => void;
}

/** One of a few short choices, side by side; the arrow keys move between them. */
export function Segments<Value extends string>(props: SegmentsProps<Value>) {
  const { label, isLabelHidden = false, options, value, onChange } = props;
  const name = useId();
  return (
    <fieldset className="min-w-0">
      <legend className={isLabelHidden ? 'sr-only' : 'mb-1.5 text-sm font-medium text-ink-soft'}>{label}</legend>
      <div className="flex gap-1 rounded-control bg-sunken p-1">
        {options.map((option) => (
          <label
            key={option.value}
            className={join(
              'relative flex min-h-9 min-w-0 flex-1 cursor-pointer items-center justify-center gap-1.5 rounded px-2 text-sm whitespace-nowrap',
              'has-checked:bg-surface has-checked:font-medium has-checked:ring-1 has-checked:ring-line-strong',
              'has-focus-visible:outline-2 has-focus-visible:outline-info',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={option.value === value}
              onChange={() => onChange(option.value)}
              className="absolute inset-0 cursor-pointer opacity-0"
            />
            {option.icon}
            {option.label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
