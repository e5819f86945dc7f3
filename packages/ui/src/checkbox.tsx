import { Check } from 'lucide-react';
import { Checkbox as Primitive } from 'radix-ui';
import type { Ref } from 'react';
import { useFieldWiring } from './field.js';

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
    <Primitive.Root
      {...useFieldWiring()}
      {...rest}
      checked={isChecked}
      onCheckedChange={(checked) => onChange(checked === true)}
      disabled={isDisabled}
      className="flex size-5 shrink-0 items-center justify-center rounded border border-line-strong bg-surface data-[state=checked]:border-brand data-[state=checked]:bg-brand disabled:opacity-55"
    >
      <Primitive.Indicator>
        <Check aria-hidden className="size-4 text-on-brand" strokeWidth={3} />
      </Primitive.Indicator>
    </Primitive.Root>
  );
}
