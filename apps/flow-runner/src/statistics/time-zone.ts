import { AppError } from '@koppel/contracts';

/** @throws AppError `request.invalid` unless it is the name of an IANA time zone */
export function mustBeTimeZone(timeZone: string): void {
  // An offset such as +02:00 means one thing to JavaScript and its opposite to Postgres.
  if (/^[A-Za-z][\w+/-]*$/.test(timeZone) && isKnown(timeZone)) return;
  throw new AppError(
    'request.invalid',
    `"${timeZone}" is not a time zone. Name one of the IANA time zones, such as Europe/Amsterdam or UTC.`,
  );
}

function isKnown(timeZone: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone }));
  } catch {
    return false;
  }
}
