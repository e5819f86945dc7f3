import { Switch as Primitive } from 'radix-ui';
import { useFieldWiring } from './field.js';

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
    <Primitive.Root
      {...useFieldWiring()}
      aria-label={label}
      checked={isOn}
      onCheckedChange={onChange}
      disabled={isDisabled}
      className="relative h-6 w-11 shrink-0 rounded-full border border-line-strong bg-sunken transition-colors data-[state=checked]:border-brand data-[state=checked]:bg-brand disabled:opacity-55"
    >
      <Primitive.Thumb className="block size-4 translate-x-1 rounded-full bg-ink-soft transition-transform data-[state=checked]:translate-x-5.5 data-[state=checked]:bg-on-brand" />
    </Primitive.Root>
  );
}
