import { baseConfigSchema, databaseConfigSchema } from '@koppel/service-kit';
import type { z } from 'zod';

export const settingsConfigSchema = baseConfigSchema.extend(databaseConfigSchema.shape);
export type SettingsConfig = z.infer<typeof settingsConfigSchema>;
