import { ChevronRight } from 'lucide-react';
import { Collapsible } from 'radix-ui';
import { useState, type ReactNode } from 'react';

export interface DisclosureProps {
  label: string;
  isInitiallyOpen?: boolean;
  /** Opens it when it becomes true, such as when a field inside is wrong. */
  mustOpen?: boolean;
  children: ReactNode;
}

/** A collapsible section. Input inside is kept when it closes. */
export function Disclosure({ label, isInitiallyOpen = false, mustOpen = false, children }: DisclosureProps) {
  const [isOpen, setIsOpen] = useState(isInitiallyOpen);
  const [wasForced, setWasForced] = useState(false);
  if (mustOpen !== wasForced) {
    setWasForced(mustOpen);
    if (mustOpen) setIsOpen(true);
  }
  return (
    <Collapsible.Root open={isOpen} onOpenChange={setIsOpen}>
      <Collapsible.Trigger className="group flex min-h-9 items-center gap-1.5 rounded-control text-left font-medium text-brand hover:underline">
        <ChevronRight aria-hidden className="size-4 transition-transform group-data-[state=open]:rotate-90" />
        {label}
      </Collapsible.Trigger>
      <Collapsible.Content forceMount hidden={!isOpen} className="pt-4">
        {children}
      </Collapsible.Content>
    </Collapsible.Root>
  );
}
