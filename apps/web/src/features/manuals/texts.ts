export const texts = {
  title: 'Manuals',
  introduction: 'How to connect each application: what to prepare there, and where to find what Koppel asks for.',
  manualOf: (name: string) => `Manual of ${name}`,
  back: 'All manuals',
} as const;
