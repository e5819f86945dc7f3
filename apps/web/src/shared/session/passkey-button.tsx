import { Button } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { ProblemAlert } from '../page/query-view.js';
import { canUsePasskeys } from './passkey-support.js';

/** Signs in by a passkey, where the browser uses them; what that takes is loaded with the press. */
export function PasskeyButton({ label, onDone }: { label: string; onDone: () => unknown }) {
  const enter = useMutation({
    mutationFn: async () => (await import('./passkeys.js')).signInByPasskey(),
    onSuccess: onDone,
  });
  if (!canUsePasskeys()) return null;
  return (
    <>
      <ProblemAlert error={enter.error} />
      <Button isBusy={enter.isPending} onClick={() => enter.mutate()}>
        {label}
      </Button>
    </>
  );
}
