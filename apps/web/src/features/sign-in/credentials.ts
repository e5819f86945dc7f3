import { z } from 'zod';
import { texts } from './texts.js';

const credentialsSchema = z.object({
  email: z.email(texts.emailWrong),
  password: z.string().min(1, texts.passwordMissing),
});
export type Credentials = z.infer<typeof credentialsSchema>;

/** What was typed, or what is wrong with it. */
export function readCredentials(
  typed: Credentials,
): { credentials: Credentials } | { problems: Partial<Record<keyof Credentials, string>> } {
  const parsed = credentialsSchema.safeParse({ ...typed, email: typed.email.trim() });
  if (parsed.success) return { credentials: parsed.data };
  const { email, password } = z.flattenError(parsed.error).fieldErrors;
  return { problems: { ...(email?.[0] && { email: email[0] }), ...(password?.[0] && { password: password[0] }) } };
}
