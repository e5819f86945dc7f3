/** How an integration can be, from worst to best. */
export const healthLevels = ['failing', 'attention', 'paused', 'good'] as const;
export type HealthLevel = (typeof healthLevels)[number];
