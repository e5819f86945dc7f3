import { Button } from '@koppel/ui';
import { lazy, type ReactNode, Suspense, useState } from 'react';

/** Loaded on demand: no page opens a dialog at first. */
const Content = lazy(() => import('./confirm-dialog-content.js'));

export interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  question: string;
  /** Further information for the decision. */
  children?: ReactNode;
  /** Label of the confirming button. */
  action: string;
  /** `plain` for reversible actions. */
  tone?: 'danger' | 'plain';
  /** False hides the confirming button while something prevents the action. */
  canConfirm?: boolean;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks for confirmation of an important action. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  if (!props.isOpen) return null;
  return (
    <Suspense>
      <Content {...props} />
    </Suspense>
  );
}

export interface DeleteButtonProps {
  label: string;
  title: string;
  question: string;
  /** What depends on it. */
  children?: ReactNode;
  /** False while something prevents deletion; the dialog then only explains it. */
  canDelete?: boolean;
  isBusy: boolean;
  error: unknown;
  onDelete: () => void;
}

/** Deletes something after confirmation. */
export function DeleteButton({ label, onDelete, ...dialog }: DeleteButtonProps) {
  const [isConfirming, setIsConfirming] = useState(false);
  const { canDelete = true, ...rest } = dialog;
  return (
    <>
      <Button variant="danger" onClick={() => setIsConfirming(true)}>
        {label}
      </Button>
      <ConfirmDialog
        {...rest}
        isOpen={isConfirming}
        action={label}
        canConfirm={canDelete}
        onConfirm={onDelete}
        onClose={() => setIsConfirming(false)}
      />
    </>
  );
}
