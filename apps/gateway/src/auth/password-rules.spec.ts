import { isEasyToGuess } from './password-rules.js';

describe('isEasyToGuess', () => {
  it.each([
    ...['passwordpassword', 'Password12345!', 'P@ssw0rd2026!', 'Welkom2026!!', 'qwertyuiop12', '123456789012'],
    ...[
      'aaaaaaaaaaaaaa',
      'iloveyou-iloveyou',
      'Winter-December-2026',
      'KoppelKoppel1',
      'wachtwoord123',
      'W4chtw00rd!!',
    ],
  ])('says so of %s', (password) => {
    expect(isEasyToGuess(password)).toBe(true);
  });

  it('knows the words of who chooses it', () => {
    const password = 'Jansen-Fietsenmaker-1';
    expect(isEasyToGuess(password)).toBe(false);
    expect(isEasyToGuess(password, ['p.jansen@fietsenmaker.example'])).toBe(true);
  });

  it.each(['correct horse battery', 'gele-fiets-op-zolder', 'vT8#kq2-Lm0zpw', '数据库连接密码很长的例子啊'])(
    'takes %s',
    (password) => {
      expect(isEasyToGuess(password)).toBe(false);
    },
  );
});
