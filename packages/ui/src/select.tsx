import { ChevronDown } from 'lucide-react';
import type { ComponentProps } from 'react';
import { useFieldWiring } from './field.js';
import { controlLook } from './input.js';
import { join } from './join.js';

export interface SelectProps extends Omit<ComponentProps<'select'>, 'className' | 'style' | 'children'> {
  options: { value: string; label: string }[];
  /** Shown as long as nothing is chosen. */
  placeholder?: string;
}

/** A choice from a list. The browser's own control: it is the one that works everywhere, on phones too. */
export function Select({ options, placeholder, ...rest }: SelectProps) {
  return (
    <span className="relative block">
      <select {...useFieldWiring()} {...rest} className={join(controlLook, 'h-11 appearance-none pr-10')}>
        {placeholder && <option value="">{placeholder}</option>}
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown aria-hidden className="pointer-events-none absolute top-1/2 right-3 size-4 -translate-y-1/2" />
    </span>
  );
}
