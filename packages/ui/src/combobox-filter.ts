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
