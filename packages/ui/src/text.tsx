import { Slot } from 'radix-ui';
import type { ReactElement, ReactNode } from 'react';
import { join } from './tone.js';

const tones = { plain: 'text-ink', soft: 'text-ink-soft' } as const;
const sizes = { sm: 'text-sm', md: 'text-[0.9375rem]', lg: 'text-lg' } as const;

/** A paragraph. */
export function Text(props: { tone?: keyof typeof tones; size?: keyof typeof sizes; children: ReactNode }) {
  return <p className={join(tones[props.tone ?? 'plain'], sizes[props.size ?? 'md'])}>{props.children}</p>;
}

/** Code, JSON or a key, as it is. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  return (
    <pre
      role="region"
      aria-label={label}
      // A region that scrolls must be reachable by keyboard.
      tabIndex={0}
      className="max-h-96 overflow-auto rounded-control bg-sunken p-4 font-mono text-sm"
    >
      {children}
    </pre>
  );
}

/** HTML made of our own Markdown, already made safe. */
export function Prose({ html }: { html: string }) {
  return <div className="koppel-prose" dangerouslySetInnerHTML={{ __html: html }} />;
}

const looks = {
  text: 'text-brand underline decoration-from-font underline-offset-2 hover:text-brand-strong',
  title: 'text-ink underline-offset-4 hover:text-brand hover:underline',
} as const;

/** Styles a link: inside a text, or as a title. */
export function TextLink({ look = 'text', children }: { look?: keyof typeof looks; children: ReactElement }) {
  return <Slot.Root className={looks[look]}>{children}</Slot.Root>;
}
