import { Check, Copy } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Button, type ButtonProps } from './button.js';
import { Input } from './input.js';

const SHOWN_MS = 2000;

export interface CopyButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  value: string;
  /** What is copied, where the button's own text does not say it. */
  label?: string;
  copyLabel: string;
  copiedLabel: string;
}

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({ value, label, copyLabel, copiedLabel, ...look }: CopyButtonProps) {
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
    <Button
      {...look}
      aria-label={isCopied ? undefined : label}
      onClick={() => void copy()}
      icon={isCopied ? <Check aria-hidden className="size-4" /> : <Copy aria-hidden className="size-4" />}
    >
      <span aria-live="polite">{isCopied ? copiedLabel : copyLabel}</span>
    </Button>
  );
}

export type CopyFieldProps = Pick<CopyButtonProps, 'value' | 'copyLabel' | 'copiedLabel'>;

/** A value to copy; used inside a `Field`. */
export function CopyField(props: CopyFieldProps) {
  return (
    <span className="flex gap-2">
      <Input readOnly value={props.value} onFocus={(event) => event.currentTarget.select()} />
      <CopyButton {...props} />
    </span>
  );
}
