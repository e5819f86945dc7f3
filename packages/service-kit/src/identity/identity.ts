import { organizationIdSchema, roleSchema, userIdSchema } from '@koppel/contracts';
import { jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { InternalKeys } from '../config/base-config.js';

/** The person in whose name the gateway passes a browser's request on, and the session it belongs to. */
export const identitySchema = z.object({
  userId: userIdSchema,
  organizationId: organizationIdSchema,
  role: roleSchema,
  sessionId: z.string().min(1),
});
export type Identity = z.output<typeof identitySchema>;

/** Request header that carries the signed identity behind the gateway. */
export const identityHeader = 'x-koppel-identity';

const issuer = 'koppel-gateway';
const audience = 'koppel-internal';

/** @param keys `KOPPEL_INTERNAL_KEY` */
export function signIdentity(identity: z.input<typeof identitySchema>, [key]: InternalKeys): Promise<string> {
  const { userId, organizationId, role, sessionId } = identitySchema.parse(identity);
  return new SignJWT({ org: organizationId, role, sid: sessionId })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuer(issuer)
    .setAudience(audience)
    .setIssuedAt()
    .setExpirationTime('60s')
    .sign(Buffer.from(key, 'base64'));
}

/** Undefined for anything that the gateway did not sign within the last minute. */
export async function verifyIdentity(token: string | undefined, keys: InternalKeys): Promise<Identity | undefined> {
  if (!token) return undefined;
  const identities = await Promise.all(keys.map((key) => verifyBy(key, token)));
  return identities.find((identity) => identity !== undefined);
}

async function verifyBy(key: string, token: string): Promise<Identity | undefined> {
  try {
    const { payload } = await jwtVerify(token, Buffer.from(key, 'base64'), {
      issuer,
      audience,
      algorithms: ['HS256'],
    });
    return identitySchema.parse({
      userId: payload.sub,
      organizationId: payload['org'],
      role: payload['role'],
      sessionId: payload['sid'],
    });
  } catch {
    return undefined;
  }
}
