import { Button } from '@koppel/ui';
import { lazy, type ReactNode, Suspense, useState } from 'react';

/** Dialogs are needed by no page at first. */
const Content = lazy(() => import('./confirm-dialog-content.js'));

export interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  question: string;
  /** What else should be known before deciding. */
  children?: ReactNode;
  /** The button that does it, named by what it does. */
  action: string;
  /** `plain` for what can be taken back. */
  tone?: 'danger' | 'plain';
  /** False while something stands in the way: there is no button then. */
  canConfirm?: boolean;
  isBusy: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something that means much. */
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
  /** False while something stands in the way; the dialog then only tells what. */
  canDelete?: boolean;
  isBusy: boolean;
  error: unknown;
  onDelete: () => void;
}

/** Deletes one thing, after saying what that means. */
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
