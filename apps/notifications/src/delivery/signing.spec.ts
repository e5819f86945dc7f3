import { newSecret, signatureHeaders } from './signing.js';

describe('signature', () => {
  it('is the one of the specification’s own example', () => {
    const headers = signatureHeaders(
      { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1614265330 * 1_000), body: '{"test": 2432232314}' },
      ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'],
    );
    expect(headers).toEqual({
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  it('is made with each secret while two are known', () => {
    const signed = { id: 'a', at: new Date(), body: '{}' };
    const [first = '', second = ''] = [newSecret(), newSecret()];
    const both = signatureHeaders(signed, [first, second])['webhook-signature']?.split(' ');
    expect(both).toEqual([first, second].map((secret) => signatureHeaders(signed, [secret])['webhook-signature']));
    expect(new Set(both).size).toBe(2);
  });
});
