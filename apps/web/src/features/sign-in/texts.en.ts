export const en = {
  title: 'Sign in',
  introduction: 'Koppel keeps your accounting and your webshop in step.',
  email: 'E-mail',
  emailWrong: 'Type your e-mail address, such as name@example.com.',
  password: 'Password',
  passwordMissing: 'Type your password.',
  submit: 'Sign in',
  language: 'Language',
} as const;
