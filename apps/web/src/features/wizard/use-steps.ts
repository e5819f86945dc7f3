import { useNavigate } from '@tanstack/react-router';
import { useDraft } from './draft-context.js';
import type { StepId } from './steps.js';

/** Goes to another step of the same draft; what is not saved yet is sent meanwhile. */
export function useSteps(): (step: StepId) => Promise<void> {
  const { draft, flush } = useDraft();
  const navigate = useNavigate();
  return async (step) => {
    // What does not arrive stays pending and is sent again.
    flush().catch(() => undefined);
    await navigate({ to: `/wizard/${step}`, search: { draft: draft.id } });
  };
}
