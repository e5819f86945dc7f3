import { decide, type Grant, type RenewalRules } from './grant.js';

const startMs = Date.parse('2026-01-01T00:00:00Z');
const at = (seconds: number) => new Date(startMs + seconds * 1_000);
const exact: RenewalRules = { earlyMs: 30_000, notBeforeMs: 570_000, isRotating: true, needsRefreshToken: true };

function aGrant(overrides: Partial<Grant> = {}): Grant {
  return {
    connectionId: 'connection-1',
    organizationId: 'org-1',
    epoch: 3,
    sealedAccess: 'access',
    sealedRefreshToken: 'refresh',
    obtainedAt: at(0),
    expiresAt: at(600),
    isLost: false,
    leaseUntil: null,
    intentAt: null,
    retryAt: null,
    failures: 0,
    ...overrides,
  };
}

const decideAt = (seconds: number, grant: Partial<Grant> = {}, refusedEpoch?: number, rules = exact) =>
  decide(aGrant(grant), { now: at(seconds), refusedEpoch, rules });

describe('decide', () => {
  it.each<[string, ReturnType<typeof decideAt>, object]>([
    ['uses a young access', decideAt(569), { do: 'use' }],
    ['renews shortly before the end', decideAt(571), { do: 'renew' }],
    ['renews after the end', decideAt(700), { do: 'renew' }],
    [
      'uses it while another one renews it and it lasts for a request',
      decideAt(575, { leaseUntil: at(590) }),
      { do: 'use' },
    ],
    ['waits for another one when it does not last', decideAt(585, { leaseUntil: at(610) }), { do: 'wait' }],
    ['takes over from a lease that ended', decideAt(700, { leaseUntil: at(650) }), { do: 'renew' }],
    ['uses an access without an end', decideAt(9_000_000, { expiresAt: null }), { do: 'use' }],
    ['renews an access without an end once it is refused', decideAt(700, { expiresAt: null }, 3), { do: 'renew' }],
    [
      'uses an access without an end and without refresh token',
      decideAt(9_000_000, { expiresAt: null, sealedRefreshToken: null }),
      { do: 'use' },
    ],
    [
      'needs a person once it is refused and cannot be renewed',
      decideAt(700, { expiresAt: null, sealedRefreshToken: null }, 3),
      { do: 'refuse', because: 'lost' },
    ],
    ['renews what the application refused', decideAt(100, {}, 3), { do: 'renew' }],
    ['hears no refusal of an older access', decideAt(100, {}, 2), { do: 'use' }],
    [
      'does not ask again before the time',
      decideAt(100, { retryAt: at(570) }, 3),
      { do: 'refuse', because: 'application_down', retryAt: at(570) },
    ],
    ['uses a valid access while a renewal must wait', decideAt(575, { retryAt: at(580) }), { do: 'use' }],
    ['uses an access to its end after a lost answer', decideAt(590, { intentAt: at(575) }), { do: 'use' }],
    ['tries once after its end', decideAt(601, { intentAt: at(575) }), { do: 'renew' }],
    ['uses a lost grant to its end', decideAt(590, { isLost: true, sealedRefreshToken: null }), { do: 'use' }],
    [
      'refuses a lost grant after it',
      decideAt(601, { isLost: true, sealedRefreshToken: null }),
      { do: 'refuse', because: 'lost' },
    ],
    [
      'knows a connection that nobody authorised',
      decideAt(0, { sealedAccess: null, sealedRefreshToken: null, obtainedAt: null, expiresAt: null }),
      { do: 'refuse', because: 'not_authorized' },
    ],
  ])('%s', (_name, decision, expected) => {
    expect(decision).toEqual(expected);
  });

  it('logs in where there is no session yet', () => {
    const session = { earlyMs: 60_000, notBeforeMs: 0, isRotating: false, needsRefreshToken: false };
    expect(
      decideAt(
        0,
        { sealedAccess: null, sealedRefreshToken: null, obtainedAt: null, expiresAt: null },
        undefined,
        session,
      ),
    ).toEqual({ do: 'renew' });
  });

  it('does not renew a short access all the time', () => {
    const rules = { ...exact, notBeforeMs: 0 };
    expect(decideAt(5, { expiresAt: at(20) }, undefined, rules)).toEqual({ do: 'use' });
    expect(decideAt(11, { expiresAt: at(20) }, undefined, rules)).toEqual({ do: 'renew' });
  });
});
