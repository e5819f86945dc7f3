import { hotp, stepOfCode } from './totp.js';

const secret = '12345678901234567890';

describe('one-time passwords', () => {
  it('are those of RFC 4226, appendix D', () => {
    expect([0, 1, 2, 9].map((counter) => hotp(secret, counter))).toEqual(['755224', '287082', '359152', '520489']);
  });

  it('tell their step, one early and one late too', () => {
    const nowMs = 5 * 30_000 + 12_345;
    const codes = [3, 4, 5, 6, 7].map((step) => hotp(secret, step));
    expect(codes.map((code) => stepOfCode(secret, code, nowMs))).toEqual([undefined, 4, 5, 6, undefined]);
    for (const code of ['', '1', '0000000', 'abcdef']) expect(stepOfCode(secret, code, nowMs)).toBeUndefined();
  });
});
