import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button } from './button.js';
import { Input } from './input.js';

const SHOWN_MS = 2000;

export interface CopyFieldProps {
  value: string;
  copyLabel: string;
  copiedLabel: string;
}

/** A value to copy; used inside a `Field`. */
export function CopyField({ value, copyLabel, copiedLabel }: CopyFieldProps) {
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const copy = () =>
    navigator.clipboard.writeText(value).then(
      () => setIsCopied(true),
      () => setIsCopied(false),
    );
  return (
    <span className="flex gap-2">
      <Input readOnly value={value} onFocus={(event) => event.currentTarget.select()} />
      <Button
        onClick={() => void copy()}
        icon={isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
      >
        <span aria-live="polite">{isCopied ? copiedLabel : copyLabel}</span>
      </Button>
    </span>
  );
}
