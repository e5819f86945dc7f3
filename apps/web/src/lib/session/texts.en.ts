export const en = {
  wrongCredentials: {
    title: 'You are not signed in',
    detail: 'This e-mail address and password do not belong together. Check both and try again.',
  },
  tooManyAttempts: {
    title: 'Too many attempts',
    detail: 'Signing in is paused for a moment to keep others out. Wait a minute and try again.',
  },
  signInUnavailable: {
    title: 'Signing in does not work now',
    detail: 'The server could not check your password. Try again in a minute.',
  },
  signOutFailed: {
    title: 'You are still signed in',
    detail: 'The server could not end your session. Try again.',
  },
} as const;
