import { Progress as Primitive } from 'radix-ui';

export interface ProgressProps {
  label: string;
  /** 0 to 100; null while the end is not known. */
  percent: number | null;
}

/** How far something is. */
export function Progress({ label, percent }: ProgressProps) {
  return (
    <Primitive.Root
      aria-label={label}
      value={percent}
      className="relative h-2 w-full overflow-hidden rounded-full bg-sunken"
    >
      {percent === null ? (
        <Primitive.Indicator className="koppel-slide absolute inset-y-0 w-1/3 rounded-full bg-brand" />
      ) : (
        <Primitive.Indicator
          className="h-full rounded-full bg-brand transition-[width]"
          style={{ width: `${Math.min(100, Math.max(0, percent))}%` }}
        />
      )}
    </Primitive.Root>
  );
}
