import { Check, ChevronDown } from 'lucide-react';
import { Checkbox as CheckboxPrimitive, Switch as SwitchPrimitive } from 'radix-ui';
import type { ComponentProps, Ref } from 'react';
import { useFieldWiring } from './field.js';
import { join } from './tone.js';

/** The looks that text controls share. */
export const controlLook = join(
  'w-full min-w-0 rounded-control border border-line-strong bg-surface px-3 text-ink',
  'placeholder:text-ink-soft aria-invalid:border-danger aria-invalid:ring-1 aria-invalid:ring-danger',
  'disabled:bg-sunken disabled:text-ink-soft [&[readonly]]:bg-sunken',
);

/** A one-line text control. */
export function Input(props: Omit<ComponentProps<'input'>, 'className' | 'style'>) {
  return <input {...useFieldWiring()} {...props} className={join(controlLook, 'h-11')} />;
}

export interface TextareaProps extends Omit<ComponentProps<'textarea'>, 'className' | 'style'> {
  /** Every character as wide as the others. */
  isCode?: boolean;
}

/** A text control of several lines. */
export function Textarea({ isCode = false, ...rest }: TextareaProps) {
  return (
    <textarea
      rows={3}
      {...useFieldWiring()}
      {...rest}
      className={join(controlLook, 'py-2', isCode && 'font-mono text-sm')}
    />
  );
}

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

export interface CheckboxProps {
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  onBlur?: () => void;
  isDisabled?: boolean;
  ref?: Ref<HTMLButtonElement>;
  id?: string;
  'aria-label'?: string;
  'aria-labelledby'?: string;
  'aria-describedby'?: string;
}

/** A box to tick. */
export function Checkbox({ isChecked, onChange, isDisabled, ...rest }: CheckboxProps) {
  return (
    <CheckboxPrimitive.Root
      {...useFieldWiring()}
      {...rest}
      checked={isChecked}
      onCheckedChange={(checked) => onChange(checked === true)}
      disabled={isDisabled}
      className="flex size-5 shrink-0 items-center justify-center rounded border border-line-strong bg-surface data-[state=checked]:border-brand data-[state=checked]:bg-brand disabled:opacity-55"
    >
      <CheckboxPrimitive.Indicator>
        <Check aria-hidden className="size-4 text-on-brand" strokeWidth={3} />
      </CheckboxPrimitive.Indicator>
    </CheckboxPrimitive.Root>
  );
}

export interface SwitchProps {
  isOn: boolean;
  onChange: (isOn: boolean) => void;
  isDisabled?: boolean;
  /** The name, where no field around the switch gives one. */
  label?: string;
}

/** Something that is on or off at once. */
export function Switch({ isOn, onChange, isDisabled, label }: SwitchProps) {
  return (
    <SwitchPrimitive.Root
      {...useFieldWiring()}
      aria-label={label}
      checked={isOn}
      onCheckedChange={onChange}
      disabled={isDisabled}
      className="relative h-6 w-11 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors data-[state=checked]:border-brand data-[state=checked]:bg-brand disabled:opacity-55"
    >
      <SwitchPrimitive.Thumb className="block size-4 translate-x-1 rounded-full bg-ink-soft transition-transform data-[state=checked]:translate-x-5.5 data-[state=checked]:bg-on-brand" />
    </SwitchPrimitive.Root>
  );
}
