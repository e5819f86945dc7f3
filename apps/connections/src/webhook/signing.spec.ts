import { newSecret, signatureHeaders } from './signing.js';
import { nextAttemptAt } from './retry-plan.js';

const day = 24 * 3_600_000;

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

describe('retry plan', () => {
  it('waits longer each time, and ends after three days', () => {
    let now = new Date(0);
    let tries = 0;
    let waitedMs = 0;
    for (let next = nextAttemptAt(now, ++tries); next; next = nextAttemptAt(now, ++tries)) {
      expect(next.getTime() - now.getTime()).toBeGreaterThan(waitedMs);
      waitedMs = (next.getTime() - now.getTime()) / 1.1;
      now = next;
    }
    expect(tries).toBe(10);
    expect(now.getTime()).toBeGreaterThan(3 * day);
    expect(now.getTime()).toBeLessThan(4 * day);
  });

  it('waits as long as the receiver asks for, within a day', () => {
    expect(nextAttemptAt(new Date(0), 1, 60_000)?.getTime()).toBe(60_000);
    expect(nextAttemptAt(new Date(0), 1, 400 * day)?.getTime()).toBeLessThan(1.2 * day);
  });
});
