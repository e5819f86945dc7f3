import { readCredentials } from './sign-in-page.js';

describe('readCredentials', () => {
  it('takes an address with blanks around it', () => {
    expect(readCredentials({ email: ' owner@example.com ', password: ' x ' })).toEqual({
      credentials: { email: 'owner@example.com', password: ' x ' },
    });
  });
  it('says what is wrong with each field', () => {
    expect(readCredentials({ email: 'owner', password: '' })).toEqual({
      problems: {
        email: 'Enter your e-mail address, such as name@example.com.',
        password: 'Enter your password.',
      },
    });
  });
});
