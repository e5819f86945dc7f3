import { addressOfApproval, fieldsOfApproval, type KeyApproval } from './key-approval.js';

const approval: KeyApproval = {
  addressField: 'shopUrl',
  approveUrl: (fields, host) => `${host.override ?? String(fields['shopUrl'])}/approve`,
  parameters: { app: 'Koppel', user: '{state}', back: '{returnUrl}', post: '{callbackUrl}' },
  returned: { state: 'user', approved: { name: 'success', value: '1' } },
  posted: { state: 'user', fields: { apiKey: 'key', apiSecret: 'secret' } },
};
const attempt = {
  state: 'a{b}&c',
  returnUrl: 'https://koppel.example/back?a=1&b=2',
  callbackUrl: 'https://koppel.example/keys',
};

describe('addressOfApproval', () => {
  it('fills in what belongs to the attempt, as values and never as templates', () => {
    const url = addressOfApproval(approval, { fields: { shopUrl: 'https://shop.example/nl' }, host: {}, ...attempt });
    expect(url.origin + url.pathname).toBe('https://shop.example/nl/approve');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      app: 'Koppel',
      user: attempt.state,
      back: attempt.returnUrl,
      post: attempt.callbackUrl,
    });
  });

  it('goes where the operator says', () => {
    const host = { override: 'http://127.0.0.1:8092' };
    expect(addressOfApproval(approval, { fields: {}, host, ...attempt }).host).toBe('127.0.0.1:8092');
  });
});

it('knows the fields that an approval fills in', () => {
  expect(fieldsOfApproval(approval)).toEqual(['apiKey', 'apiSecret']);
  expect(fieldsOfApproval(undefined)).toEqual([]);
});
