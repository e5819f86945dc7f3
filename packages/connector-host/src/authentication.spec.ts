import type { Authentication, Fields, FixedAuthentication, OAuth2Authentication, Secrets } from '@koppel/connector-sdk';
import { createHmac } from 'node:crypto';
import { authenticate, fixedCredentials, oauth1BaseString, oauth1Header, tokenCredentials } from './authentication.js';
import type { HttpCall } from './http-request.js';

const now = new Date('2026-11-02T10:00:00.250Z');

function aCall(changes: Partial<HttpCall> = {}): HttpCall {
  return {
    method: 'GET',
    origin: 'https://shop.example.com',
    path: '/api/items',
    headers: {},
    payload: null,
    secrets: [],
    responseType: 'json',
    isRepeatable: true,
    maxResends: 2,
    timeoutMs: 1_000,
    maxResponseBytes: 1_000,
    cost: 1,
    ...changes,
  };
}

function authenticated(
  authentication: FixedAuthentication,
  { fields = {}, secrets = {}, call = aCall() }: { fields?: Fields; secrets?: Secrets; call?: HttpCall },
): HttpCall {
  const credentials = fixedCredentials(authentication, fields, secrets);
  return authenticate(call, credentials, { authentication, now, nonce: 'nonce-1' });
}

describe('fixed keys', () => {
  it('go into headers of any name and prefix', () => {
    const headers = { 'X-Shop': '{shop}', authorization: 'Token token="{apiKey}"' };
    const call = authenticated({ kind: 'header', headers }, { fields: { shop: 7 }, secrets: { apiKey: 'k{shop}' } });
    expect(call.headers).toEqual({ 'x-shop': '7', authorization: 'Token token="k{shop}"' });
  });

  it('go into HTTP Basic (RFC 7617 2.1)', () => {
    const basic: FixedAuthentication = { kind: 'basic', username: '{user}', password: '{password}' };
    const call = authenticated(basic, { fields: { user: 'test' }, secrets: { password: '123£' } });
    expect(call.headers).toEqual({ authorization: 'Basic dGVzdDoxMjPCow==' });
  });

  it('go into the query, behind what is there', () => {
    const query: FixedAuthentication = { kind: 'query', parameters: { key: '{apiKey}' } };
    const secrets = { apiKey: 'a b&c-secret' };
    expect(authenticated(query, { secrets }).path).toBe('/api/items?key=a+b%26c-secret');
    const call = authenticated(query, { secrets, call: aCall({ path: '/api/items?page=2' }) });
    expect(call.path).toBe('/api/items?page=2&key=a+b%26c-secret');
    expect(call.secrets).toContain('a b&c-secret');
  });
});

describe('an OAuth 2.0 token', () => {
  const token = (header?: OAuth2Authentication['header']) =>
    tokenCredentials({ header } as OAuth2Authentication, 't-1').headers;

  it('goes into a bearer header unless the connector says otherwise', () => {
    expect(token()).toEqual({ authorization: 'Bearer t-1' });
    expect(token({ name: 'X-Access-Token' })).toEqual({ 'X-Access-Token': 't-1' });
    expect(token({ name: 'authorization', value: 'Zoho-oauthtoken {token}' })).toEqual({
      authorization: 'Zoho-oauthtoken t-1',
    });
  });
});

describe('OAuth 1.0a', () => {
  it('signs a form, its query and further parameters as the example of X (Twitter) does', () => {
    const call = aCall({
      method: 'POST',
      origin: 'https://api.twitter.com',
      path: '/1.1/statuses/update.json?include_entities=true',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'status=Hello%20Ladies%20%2b%20Gentlemen%2c%20a%20signed%20OAuth%20request%21',
    });
    const header = oauth1Header(call, {
      consumerKey: 'xvz1evFS4wEEPTGEFPHBog',
      consumerSecret: 'kAcSOqF21Fu85e7zjz7ZN2U4ZRhfV3WpwPAoE3Z7kBw',
      token: '370773112-GmHxMAgYyLbNEtIKZeRNFsMKPR9EyMZeS9weJAEb',
      tokenSecret: 'LswwdoUaIvS8ltyTt5jkRh4J50vUPVVHtR2YPi5kE',
      signatureMethod: 'HMAC-SHA1',
      realm: 'Tweets',
      timestamp: '1318622958',
      nonce: 'kYjzVBB8Y0ZFabxSWbWovY3uYSQ2pTgmZeNu2VS4cg',
      extra: { oauth_version: '1.0' },
    });
    expect(header).toMatch(/^OAuth realm="Tweets", oauth_consumer_key="xvz1evFS4wEEPTGEFPHBog"/);
    expect(header).toContain('oauth_signature="hCtSmYh%2BiHYCEqBWrE7C7hYmtUk%3D"');
  });

  const user = {
    consumerKey: 'dpf43f3p2l4k3l03',
    consumerSecret: 'kd94hf93k423kf44',
    token: 'nnch734d00sl2jdk',
    tokenSecret: 'pfkkdhi9sl3r4s00',
    timestamp: '137131202',
    nonce: 'chapoH',
  };
  const photo = aCall({ origin: 'http://photos.example.net', path: '/photos?file=vacation.jpg&size=original' });

  it('signs a resource request as RFC 5849 1.2 does', () => {
    expect(oauth1Header(photo, { ...user, signatureMethod: 'HMAC-SHA1' })).toContain(
      'oauth_signature="MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D"',
    );
  });

  it('signs the same text with SHA-256 where that is asked for', () => {
    const text =
      'GET&http%3A%2F%2Fphotos.example.net%2Fphotos&file%3Dvacation.jpg%26oauth_consumer_key%3Ddpf43f3p2l4k3l03%26' +
      'oauth_nonce%3DchapoH%26oauth_signature_method%3DHMAC-SHA256%26oauth_timestamp%3D137131202%26' +
      'oauth_token%3Dnnch734d00sl2jdk%26size%3Doriginal';
    const signature = createHmac('sha256', 'kd94hf93k423kf44&pfkkdhi9sl3r4s00').update(text).digest('base64');
    expect(oauth1Header(photo, { ...user, signatureMethod: 'HMAC-SHA256' })).toContain(
      `oauth_signature="${encodeURIComponent(signature)}"`,
    );
  });

  it('makes the base string of RFC 5849 3.4.1.1, with the parameters of a form', () => {
    const call = aCall({
      method: 'POST',
      origin: 'http://example.com',
      path: '/request?b5=%3D%253D&a3=a&c%40=&a2=r%20b',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: 'c2&a3=2+q',
    });
    const base = oauth1BaseString(call, [
      ['oauth_consumer_key', '9djdj82h48djs9d2'],
      ['oauth_token', 'kkk9d7dh3k39sjv7'],
      ['oauth_signature_method', 'HMAC-SHA1'],
      ['oauth_timestamp', '137131201'],
      ['oauth_nonce', '7d8f3e4a'],
    ]);
    expect(base).toBe(
      'POST&http%3A%2F%2Fexample.com%2Frequest&a2%3Dr%2520b%26a3%3D2%2520q%26a3%3Da%26b5%3D%253D%25253D%26c%2540%3D%26' +
        'c2%3D%26oauth_consumer_key%3D9djdj82h48djs9d2%26oauth_nonce%3D7d8f3e4a%26oauth_signature_method%3DHMAC-SHA1%26' +
        'oauth_timestamp%3D137131201%26oauth_token%3Dkkk9d7dh3k39sjv7',
    );
  });

  it('takes its keys from fields and secrets', () => {
    const oauth1: Authentication = {
      kind: 'oauth1',
      consumerKey: '{key}',
      consumerSecret: '{secret}',
      signatureMethod: 'HMAC-SHA256',
    };
    const call = authenticated(oauth1, { fields: { key: 'the-key' }, secrets: { secret: 'the-secret' } });
    expect(call.headers['authorization']).toMatch(
      /^OAuth oauth_consumer_key="the-key", oauth_signature_method="HMAC-SHA256", oauth_timestamp="1793613600", oauth_nonce="nonce-1", oauth_signature="/,
    );
    expect(call.headers['authorization']).not.toContain('the-secret');
    expect(call.secrets).toContain('the-secret');
  });
});

describe('signed calls', () => {
  it('carry an HMAC over the stated text (RFC 4231, test case 2)', () => {
    const call = authenticated(
      {
        kind: 'signed',
        algorithm: 'sha256',
        key: '{secret}',
        text: '{body}',
        encoding: 'hex',
        headers: { 'x-signature': '{signature}' },
      },
      { secrets: { secret: 'Jefe' }, call: aCall({ payload: 'what do ya want for nothing?' }) },
    );
    expect(call.headers['x-signature']).toBe('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843');
  });

  it('sign bytes as they are, and know time, nonce, target and hash of the body', () => {
    const payload = new Uint8Array([0xff, 0x00, 0x80]);
    const call = authenticated(
      {
        kind: 'signed',
        algorithm: 'sha512',
        key: '{secret}',
        keyEncoding: 'base64',
        text: '{method}\n{host}\n{target}\n{timestamp}\n{nonce}\n{body}',
        encoding: 'base64',
        timestamp: 'milliseconds',
        headers: { 'x-time': '{timestamp}', 'x-hash': '{bodyHash}' },
        query: { key: '{apiKey}', sign: '{signature}' },
      },
      { fields: { apiKey: 'k' }, secrets: { secret: 'AAEC' }, call: aCall({ method: 'PUT', path: '/a?b=c', payload }) },
    );
    const text = Buffer.concat([Buffer.from(`PUT\nshop.example.com\n/a?b=c\n${now.getTime()}\nnonce-1\n`), payload]);
    const signature = createHmac('sha512', Buffer.from([0, 1, 2]))
      .update(text)
      .digest('base64');
    expect(call.headers['x-time']).toBe(String(now.getTime()));
    expect(call.path).toBe(`/a?b=c&key=k&sign=${encodeURIComponent(signature)}`);
  });
});
