import { Check, ChevronDown } from 'lucide-react';
import { type KeyboardEvent, type Ref, useId, useRef, useState } from 'react';
import { useFieldWiring } from './field.js';
import { controlLook } from './input.js';
import { join } from './tone.js';

export interface ComboboxProps {
  value: string;
  onChange: (value: string) => void;
  options: ComboboxOption[];
  /** Stands in the list when nothing fits what is typed. */
  emptyText: string;
  placeholder?: string;
  onBlur?: () => void;
  ref?: Ref<HTMLInputElement>;
  /** The name, where no field around it gives one. */
  'aria-label'?: string;
}

const MAX_SHOWN = 200;

/** A text with a list to choose from. What is not in the list can be typed too. */
export function Combobox(props: ComboboxProps) {
  const { value, options, emptyText, placeholder, ref } = props;
  const id = useId();
  const box = useRef<HTMLSpanElement>(null);
  const list = useCombobox(props, (index) =>
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: 'nearest' }),
  );
  const chosen = options.find((option) => option.value === value);
  return (
    <span ref={box} className="relative block">
      <input
        {...useFieldWiring()}
        ref={ref}
        role="combobox"
        aria-label={props['aria-label']}
        aria-expanded={list.isOpen}
        aria-controls={`${id}-list`}
        aria-autocomplete="list"
        aria-activedescendant={list.isOpen && list.active >= 0 ? `${id}-${list.active}` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        className={join(controlLook, 'h-11 pr-10')}
        value={list.typed ?? (chosen ? optionText(chosen) : value)}
        onChange={(event) => list.type(event.target.value)}
        onClick={list.open}
        onKeyDown={list.press}
        onBlur={list.leave}
      />
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2" />
      <ul
        id={`${id}-list`}
        role="listbox"
        aria-label={props['aria-label'] ?? placeholder ?? emptyText}
        hidden={!list.isOpen}
        className="absolute inset-x-0 top-full z-30 mt-1 max-h-64 overflow-y-auto rounded-control border border-line-strong bg-surface py-1 shadow-dialog"
      >
        {list.found.length === 0 && <li className="px-3 py-2 text-sm text-ink-soft">{emptyText}</li>}
        {list.found.map((option, index) => (
          <li
            key={option.value}
            id={`${id}-${index}`}
            role="option"
            aria-selected={option.value === value}
            className={join(
              'flex min-h-9 cursor-pointer items-center gap-2 px-3 py-1.5',
              index === list.active && 'bg-brand-soft',
            )}
            // The input keeps the focus.
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => list.choose(option)}
          >
            <span className="min-w-0 flex-1 break-words">{optionText(option)}</span>
            {option.hint && <span className="text-sm text-ink-soft">{option.hint}</span>}
            {option.value === value && <Check aria-hidden className="size-4 shrink-0 text-brand" />}
          </li>
        ))}
      </ul>
    </span>
  );
}

/** What is typed and which option is meant; the value changes when one is chosen or the field is left. */
function useCombobox({ value, onChange, onBlur, options }: ComboboxProps, show: (index: number) => void) {
  const [typed, setTyped] = useState<string>();
  const [isOpen, setIsOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const found = matchingOptions(options, typed ?? '').slice(0, MAX_SHOWN);
  const close = () => {
    setIsOpen(false);
    setActive(-1);
  };
  const choose = (option: ComboboxOption) => {
    setTyped(undefined);
    close();
    if (option.value !== value) onChange(option.value);
  };
  const takeTyped = () => {
    if (typed !== undefined) onChange(valueOfTyped(options, typed));
    setTyped(undefined);
    close();
  };
  const move = (step: number) => {
    const next = found.length === 0 ? -1 : (active + step + found.length) % found.length;
    setIsOpen(true);
    setActive(active < 0 && step < 0 ? found.length - 1 : next);
    show(next);
  };
  const press = (event: KeyboardEvent) => {
    const option = found[active];
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && isOpen) {
      if (option) choose(option);
      else takeTyped();
    } else if (event.key === 'Escape' && isOpen) {
      setTyped(undefined);
      close();
      event.stopPropagation();
    } else return;
    event.preventDefault();
  };
  const type = (text: string) => {
    setTyped(text);
    setIsOpen(true);
    setActive(-1);
  };
  const leave = () => {
    takeTyped();
    onBlur?.();
  };
  return { typed, isOpen, active, found, choose, type, press, leave, open: () => setIsOpen(true) };
}

export interface ComboboxOption {
  value: string;
  label: string;
  /** What tells it from its neighbours: a code, a percentage. */
  hint?: string;
}

/** The options whose words or value contain what is typed; those that begin with it come first. */
export function matchingOptions(options: ComboboxOption[], typed: string): ComboboxOption[] {
  const wanted = typed.trim().toLowerCase();
  if (wanted === '') return options;
  const textOf = ({ value, label, hint }: ComboboxOption) => `${label} ${value} ${hint ?? ''}`.toLowerCase();
  const found = options.filter((option) => wanted.split(/\s+/).every((word) => textOf(option).includes(word)));
  const begins = (option: ComboboxOption) =>
    [option.value, option.label].some((text) => text.toLowerCase().startsWith(wanted));
  return [...found.filter(begins), ...found.filter((option) => !begins(option))];
}

/** What a typed text stands for: the option of that value or label, else the text itself. */
export function valueOfTyped(options: ComboboxOption[], typed: string): string {
  const wanted = typed.trim().toLowerCase();
  const named = options.find(({ value, label }) => [value, label].some((text) => text.toLowerCase() === wanted));
  return named?.value ?? typed.trim();
}

/** Shows code and words where they differ. */
export function optionText({ value, label }: ComboboxOption): string {
  return label === value || label.includes(value) ? label : `${label} (${value})`;
}
