import { Button } from '@koppel/ui';
import { useState, type ReactNode } from 'react';
import { ConfirmDialog } from './confirm-dialog.js';

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
  const [isAsking, setIsAsking] = useState(false);
  const { canDelete = true, ...rest } = dialog;
  return (
    <>
      <Button variant="danger" onClick={() => setIsAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        {...rest}
        isOpen={isAsking}
        action={label}
        canConfirm={canDelete}
        onConfirm={onDelete}
        onClose={() => setIsAsking(false)}
      />
    </>
  );
}
