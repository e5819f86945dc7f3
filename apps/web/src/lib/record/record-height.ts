interface Tall {
  title: string | null;
  reason: string | null;
}

const WIDE_PX = 68;
const PHONE = { plain: 104, title: 20, reason: 50 };

/** How high a row of a record is: its title and its reason take room on a phone, in a table two lines hold them. */
export function recordHeight({ title, reason }: Tall, isWide: boolean): number {
  if (isWide) return WIDE_PX;
  return PHONE.plain + (title === null ? 0 : PHONE.title) + (reason === null ? 0 : PHONE.reason);
}
