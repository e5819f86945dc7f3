import { randomBytes } from 'node:crypto';

/** An app registered in the app centre. */
export interface App {
  clientId: string;
  clientSecret: string;
  redirectUris: string[];
  webhookSecret?: string;
}

/** What a person allowed an app to do; its tokens change, it stays. */
export interface Grant {
  id: string;
  clientId: string;
  userId: string;
  accessToken: string;
  accessTokenIssuedAt: number;
  accessTokenExpiresAt: number;
  refreshToken: string;
  refreshTokenExpiresAt: number;
  isRevoked: boolean;
}

/** A token request that is refused, in the words of RFC 6749. */
export class OAuthError extends Error {
  constructor(
    readonly error: string,
    description: string,
    readonly status = 400,
    readonly headers: Record<string, string> = {},
  ) {
    super(description);
  }
}

interface Code {
  clientId: string;
  redirectUri: string;
  userId: string;
  expiresAt: number;
  usedByGrant: string | undefined;
}

export const accessTokenLifeMs = 600_000;
export const earliestRefreshMs = 570_000;
export const refreshTokenLifeMs = 30 * 86_400_000;
const codeLifeMs = 180_000;

function token(prefix: string): string {
  return `${prefix}${randomBytes(32).toString('base64url')}`;
}

/** The authorization server's memory: codes, grants and their current tokens. */
export class Grants {
  private readonly codes = new Map<string, Code>();
  private readonly grants = new Map<string, Grant>();
  private readonly byAccessToken = new Map<string, Grant>();
  private readonly byRefreshToken = new Map<string, Grant>();
  private readonly spentRefreshTokens = new Set<string>();

  constructor(private readonly now: () => number) {}

  issueCode(clientId: string, redirectUri: string, userId: string): string {
    const code = token('stampNL001.');
    this.codes.set(code, { clientId, redirectUri, userId, expiresAt: this.now() + codeLifeMs, usedByGrant: undefined });
    return code;
  }

  /** Trades a code for a grant; a code that is used twice also takes the first use's grant down. */
  redeemCode(code: string, clientId: string, redirectUri: string): Grant {
    const found = this.codes.get(code);
    if (!found || found.clientId !== clientId)
      throw new OAuthError('invalid_grant', 'The authorization code is unknown.');
    if (found.usedByGrant !== undefined) {
      this.revoke((grant) => grant.id === found.usedByGrant);
      throw new OAuthError('invalid_grant', 'The authorization code has been used before.');
    }
    if (found.expiresAt < this.now()) throw new OAuthError('invalid_grant', 'The authorization code has expired.');
    if (found.redirectUri !== redirectUri)
      throw new OAuthError('invalid_grant', 'The redirect_uri differs from the one authorized.');
    const grant = this.createGrant(clientId, found.userId);
    found.usedByGrant = grant.id;
    return grant;
  }

  /** Rotates both tokens; refuses a spent, revoked, expired or too early refresh. */
  refresh(refreshToken: string, clientId: string): Grant {
    const now = this.now();
    const grant = this.byRefreshToken.get(refreshToken);
    if (this.spentRefreshTokens.has(refreshToken)) throw new OAuthError('invalid_grant', 'Old refresh token used.');
    if (!grant || grant.clientId !== clientId) throw new OAuthError('invalid_grant', 'The refresh token is unknown.');
    if (grant.isRevoked) throw new OAuthError('invalid_grant', 'The authorization has been revoked by the user.');
    if (grant.refreshTokenExpiresAt <= now) {
      const [expired, current] = [grant.refreshTokenExpiresAt, now].map((ms) => new Date(ms).toISOString());
      throw new OAuthError('invalid_request', `The refresh token expired at ${expired} and it is now ${current}.`);
    }
    if (now - grant.accessTokenIssuedAt < earliestRefreshMs && grant.accessTokenExpiresAt > now)
      throw tooEarly(grant, now);
    this.spentRefreshTokens.add(refreshToken);
    this.byRefreshToken.delete(refreshToken);
    this.byAccessToken.delete(grant.accessToken);
    this.renew(grant);
    return grant;
  }

  /** The grant behind an access token that is valid now. */
  findByAccessToken(accessToken: string): Grant | undefined {
    const grant = this.byAccessToken.get(accessToken);
    return grant && !grant.isRevoked && grant.accessTokenExpiresAt > this.now() ? grant : undefined;
  }

  revoke(which: (grant: Grant) => boolean = () => true): number {
    const found = this.list().filter((grant) => !grant.isRevoked && which(grant));
    for (const grant of found) grant.isRevoked = true;
    return found.length;
  }

  /** Expires all access tokens, or the refresh tokens too; an expired access token may be refreshed at once. */
  expire(kind: 'access' | 'refresh'): void {
    const now = this.now();
    for (const grant of this.grants.values()) {
      grant.accessTokenExpiresAt = Math.min(grant.accessTokenExpiresAt, now);
      if (kind === 'refresh') grant.refreshTokenExpiresAt = now;
    }
  }

  list(): Grant[] {
    return [...this.grants.values()];
  }

  restore(grants: readonly Grant[]): void {
    for (const grant of grants) this.store(grant);
  }

  /** Removes all codes, grants and tokens. */
  clear(): void {
    for (const map of [this.codes, this.grants, this.byAccessToken, this.byRefreshToken]) map.clear();
    this.spentRefreshTokens.clear();
  }

  private createGrant(clientId: string, userId: string): Grant {
    const grant: Grant = {
      id: token('grant.'),
      clientId,
      userId,
      accessToken: '',
      accessTokenIssuedAt: 0,
      accessTokenExpiresAt: 0,
      refreshToken: '',
      refreshTokenExpiresAt: 0,
      isRevoked: false,
    };
    this.renew(grant);
    return grant;
  }

  private renew(grant: Grant): void {
    const now = this.now();
    grant.accessToken = token('gAAAA.');
    grant.accessTokenIssuedAt = now;
    grant.accessTokenExpiresAt = now + accessTokenLifeMs;
    grant.refreshToken = token('stampNL001.gAAAA.');
    grant.refreshTokenExpiresAt = now + refreshTokenLifeMs;
    this.store(grant);
  }

  private store(grant: Grant): void {
    this.grants.set(grant.id, grant);
    this.byAccessToken.set(grant.accessToken, grant);
    this.byRefreshToken.set(grant.refreshToken, grant);
  }
}

function tooEarly(grant: Grant, now: number): OAuthError {
  const waitSeconds = Math.ceil((grant.accessTokenIssuedAt + earliestRefreshMs - now) / 1000);
  return new OAuthError('access_denied', 'Rate limit exceeded: access_token not expired', 400, {
    Reason: `TooEarlyToRefreshTokens: the access token may be refreshed in ${waitSeconds} seconds`,
  });
}
