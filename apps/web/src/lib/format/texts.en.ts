export const en = { soon: 'in a moment', justNow: 'just now' } as const;
