import { translated } from '../i18n/translated.js';
import { nl } from './texts.nl.js';

export const en = {
  title: 'That did not work',
  refused: 'The server refused it. Reload the page and try again.',
  tooMany: 'There were too many attempts. Wait a few minutes and try again.',
  refusals: {
    PASSWORD_TOO_EASY:
      'This password is easy to guess. Use words that belong together for you alone, or a password manager.',
    PASSWORD_TOO_SHORT: 'A password has at least 12 characters.',
    INVALID_PASSWORD: 'The present password is not right.',
    INVALID_TOKEN: 'This link was used already or has ended. Ask for a new one.',
    USER_IS_ALREADY_A_MEMBER_OF_THIS_ORGANIZATION: 'This person is a member already.',
    USER_IS_ALREADY_INVITED_TO_THIS_ORGANIZATION: 'This person is invited already. Send the invitation again instead.',
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_AS_THE_ONLY_OWNER:
      'An organization needs an owner. Make somebody else an owner first.',
    YOU_CANNOT_LEAVE_THE_ORGANIZATION_WITHOUT_AN_OWNER:
      'An organization needs an owner. Make somebody else an owner first.',
    YOU_ARE_NOT_ALLOWED_TO_UPDATE_THIS_MEMBER: 'Only an owner changes or makes an owner.',
    YOU_ARE_NOT_ALLOWED_TO_INVITE_USER_WITH_THIS_ROLE: 'Only an owner makes somebody an owner.',
    EMAIL_VERIFICATION_REQUIRED_BEFORE_ACCEPTING_OR_REJECTING_INVITATION:
      'Nobody has shown yet that this e-mail address is yours. Choose "Forgot your password?" on the sign-in page: with the link in that mail you show it.',
    YOU_ARE_NOT_THE_RECIPIENT_OF_THE_INVITATION:
      'This invitation is for another e-mail address than the one you signed in with.',
  },
} as const;

export const texts = translated({ en, nl });
