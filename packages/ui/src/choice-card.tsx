import { RadioGroup } from 'radix-ui';
import { type ReactNode, useId } from 'react';
import { Checkbox } from './input.js';

const plain = 'border-line-strong bg-surface';
const chosen = 'border-brand bg-brand-soft ring-1 ring-brand';
const surface = 'flex w-full min-w-0 items-start gap-3 rounded-card border p-4 text-left hover:border-brand';

export interface Choice {
  value: string;
  title: string;
  icon?: ReactNode;
  badge?: ReactNode;
  description?: ReactNode;
}

export interface ChoiceCardsProps {
  /** Names the group. */
  label: string;
  choices: Choice[];
  value: string | undefined;
  onChange: (value: string) => void;
}

/** One of several cards; the arrow keys move between them. */
export function ChoiceCards({ label, choices, value, onChange }: ChoiceCardsProps) {
  const id = useId();
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value ?? ''}
      onValueChange={onChange}
      className="grid grid-cols-1 gap-3 sm:grid-cols-2"
    >
      {choices.map((choice) => (
        <RadioGroup.Item
          key={choice.value}
          value={choice.value}
          aria-labelledby={`${id}-${choice.value}`}
          aria-describedby={choice.description ? `${id}-${choice.value}-text` : undefined}
          className={`${surface} ${plain} data-[state=checked]:border-brand data-[state=checked]:bg-brand-soft data-[state=checked]:ring-1 data-[state=checked]:ring-brand`}
        >
          {choice.icon}
          <span className="grid min-w-0 flex-1 gap-0.5">
            <span className="flex flex-wrap items-center justify-between gap-2">
              <span id={`${id}-${choice.value}`} className="min-w-0 font-semibold break-words">
                {choice.title}
              </span>
              {choice.badge}
            </span>
            {choice.description && (
              <span id={`${id}-${choice.value}-text`} className="text-sm text-ink-soft">
                {choice.description}
              </span>
            )}
          </span>
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  );
}

export interface CheckCardProps {
  title: string;
  description?: ReactNode;
  isChecked: boolean;
  onChange: (isChecked: boolean) => void;
  children?: ReactNode;
}

/** A card with a box to tick; a click on its text ticks it too. */
export function CheckCard({ title, description, isChecked, onChange, children }: CheckCardProps) {
  const id = useId();
  return (
    <div className={`${surface} ${isChecked ? chosen : plain}`}>
      <span className="flex h-6 items-center">
        <Checkbox id={id} isChecked={isChecked} onChange={onChange} aria-describedby={`${id}-text`} />
      </span>
      <div className="grid min-w-0 flex-1 gap-1">
        <label htmlFor={id} className="cursor-pointer text-lg font-semibold">
          {title}
        </label>
        {description && (
          <div id={`${id}-text`} className="text-ink-soft">
            {description}
          </div>
        )}
        {children}
      </div>
    </div>
  );
}
