import { createHmac, randomBytes } from 'node:crypto';
import { authSecretsSchema, resignCookies, type AuthSecrets } from './auth-secrets.js';

const aSecret = () => randomBytes(24).toString('base64');
const [next, old] = [aSecret(), aSecret()];
const secrets: AuthSecrets = [
  { version: 2, value: next },
  { version: 1, value: old },
];

function signed(text: string, secret: string): string {
  return encodeURIComponent(`${text}.${createHmac('sha256', secret).update(text).digest('base64')}`);
}

describe('the secrets of sessions', () => {
  it('are one without a number, or several with theirs', () => {
    expect(authSecretsSchema.parse(old)).toEqual([{ version: 1, value: old }]);
    expect(authSecretsSchema.parse(`2:${next}, 1:${old}`)).toEqual(secrets);
  });

  it.each([
    ['a short one', 'short'],
    ['a short one behind', `2:${next},1:short`],
    ['one without a number behind', `2:${next},${old}`],
    ['a number twice', `2:${next},2:${old}`],
  ])('are refused where there is %s, and not repeated', (_name, text) => {
    const { error } = authSecretsSchema.safeParse(text);
    expect(error?.issues).toHaveLength(1);
    expect(JSON.stringify(error)).not.toContain(next);
  });

  it('sign a cookie anew that an older one signed', () => {
    const header = `theme=dark; koppel.session_token=${signed('a-token', old)}; other=a.b`;
    const expected = `theme=dark; koppel.session_token=${signed('a-token', next)}; other=a.b`;
    expect(resignCookies(header, secrets)).toBe(expected);
    expect(resignCookies(expected, secrets)).toBe(expected);
  });

  it('leave a cookie of a foreign secret, a changed one and what is no signed cookie', () => {
    const changed = signed('a-token', old).replace('a-token', 'b-token');
    for (const cookie of [`a=${signed('a-token', aSecret())}`, `a=${changed}`, 'a=%zz.b', 'a', '', 'a=.', '=;;'])
      expect(resignCookies(cookie, secrets)).toBe(cookie);
  });
});
