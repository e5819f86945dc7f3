import type { Reason as ReasonData } from '@koppel/contracts';

/** A reason as a sentence: the gateway renders it in the language of the request. */
export function reasonText(reason: ReasonData): string {
  return reason.message ?? reason.code;
}

/** `isShort`: two lines of it, for a row of a table. */
export function Reason({ reason, isShort = false }: { reason: ReasonData; isShort?: boolean }) {
  return (
    <span className={isShort ? 'line-clamp-2 break-words' : 'break-words whitespace-pre-line'}>
      {reasonText(reason)}
    </span>
  );
}
