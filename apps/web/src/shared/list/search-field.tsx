import { Field, Input } from '@koppel/ui';
import { useEffect, useState } from 'react';

const PAUSE_MS = 300;

export interface SearchFieldProps {
  label: string;
  help?: string;
  placeholder?: string;
  value: string;
  onSearch: (text: string) => void;
}

/** A search field that searches when the user pauses typing. */
export function SearchField({ label, help, placeholder, value, onSearch }: SearchFieldProps) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  // The search changed elsewhere: browser back, or a button that clears it.
  if (value !== seen) {
    setSeen(value);
    if (value !== text.trim()) setText(value);
  }
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === value) return;
    const timer = setTimeout(() => onSearch(wanted), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, value, onSearch]);
  return (
    <Field label={label} help={help}>
      <Input
        type="search"
        placeholder={placeholder}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
    </Field>
  );
}
