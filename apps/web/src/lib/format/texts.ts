export const texts = { soon: 'in a moment', justNow: 'just now' } as const;
