import type { Reason as ReasonData } from '@koppel/contracts';

/** A reason as a sentence: the gateway renders it in the language of the request. */
export function reasonText(reason: ReasonData | string): string {
  return typeof reason === 'string' ? reason : (reason.message ?? reason.code);
}

/** The field that a reason is about, as a dotted path. */
export function reasonField(reason: ReasonData | string): string | undefined {
  return typeof reason === 'string' ? undefined : reason.field;
}

/** `isShort`: two lines of it, for a row of a table. */
export function Reason({ reason, isShort = false }: { reason: ReasonData | string; isShort?: boolean }) {
  return (
    <span className={isShort ? 'line-clamp-2 break-words' : 'break-words whitespace-pre-line'}>
      {reasonText(reason)}
    </span>
  );
}
