import { Button, FieldError, Input } from '@koppel/ui';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type KeyboardEvent, useState } from 'react';
import { toProblem } from '../api/problem.js';
import type { Rename } from './page.js';
import { texts } from './texts.js';

const MAX_LENGTH = 80;

/** Form to rename the subject of a page; shown instead of its title. */
export default function RenameForm(props: { title: string; rename: Rename; onDone: () => void }) {
  const { title, rename, onDone } = props;
  const [value, setValue] = useState(title);
  const saving = useMutation({ mutationFn: rename.save, onSuccess: onDone });
  const trimmed = value.trim();
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (trimmed === title) return onDone();
    if (trimmed !== '') saving.mutate(trimmed);
  };
  const cancelOnEscape = (event: KeyboardEvent) => event.key === 'Escape' && onDone();
  const problem = trimmed === '' ? texts.nameMissing : saving.error && toProblem(saving.error).message;
  return (
    <form onSubmit={submit} onKeyDown={cancelOnEscape} className="grid w-full max-w-xl gap-2">
      <div className="flex flex-wrap gap-2">
        <span className="min-w-48 flex-1">
          <Input
            aria-label={rename.label}
            aria-invalid={Boolean(problem) || undefined}
            maxLength={MAX_LENGTH}
            autoComplete="off"
            // The user has just opened this form to type here.
            autoFocus
            value={value}
            onChange={(event) => setValue(event.target.value)}
          />
        </span>
        <Button type="submit" variant="primary" isBusy={saving.isPending}>
          {texts.save}
        </Button>
        <Button onClick={onDone}>{texts.cancel}</Button>
      </div>
      {problem && <FieldError>{problem}</FieldError>}
    </form>
  );
}
