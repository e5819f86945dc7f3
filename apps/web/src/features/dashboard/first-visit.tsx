import { EmptyState, Stack } from '@koppel/ui';
import { Cable } from 'lucide-react';
import { StartIntegrating } from '../../entities/integration/start-integrating.js';
import { texts } from './texts.js';

/** Shown without any integration; a default export, to be loaded on demand. */
export default function FirstVisit() {
  return (
    <Stack gap="lg">
      <EmptyState
        icon={<Cable aria-hidden className="size-10" />}
        title={texts.firstTitle}
        actions={<StartIntegrating size="lg" />}
      >
        {texts.first}
      </EmptyState>
      <ol className="grid gap-6 sm:grid-cols-3">
        {texts.firstSteps.map(({ title, text }, index) => (
          <li key={title} className="grid content-start gap-1">
            <span
              aria-hidden
              className="mb-1 flex size-8 items-center justify-center rounded-full bg-brand-soft font-semibold text-brand-strong"
            >
              {index + 1}
            </span>
            <span className="font-semibold">{title}</span>
            <span className="text-[0.9375rem] text-ink-soft">{text}</span>
          </li>
        ))}
      </ol>
    </Stack>
  );
}
