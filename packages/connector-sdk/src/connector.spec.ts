import { z } from 'zod';
import type { Authentication } from './authentication.js';
import { defineConnector } from './connector.js';

const define = (authentication: Authentication) =>
  defineConnector({
    id: 'my-shop',
    name: 'My Shop',
    roles: ['shop'],
    summary: 'A shop.',
    logoSvg: '<svg></svg>',
    manualUrl: new URL('file:///manual.md'),
    reasons: { en: {}, nl: {} },
    fields: z.object({ user: z.string(), apiKey: z.string().meta({ 'x-secret': true }) }),
    authentication,
    baseUrl: () => 'https://shop.example.com',
    limits: () => ({ concurrency: 1 }),
    test: () => Promise.resolve([]),
    readers: {},
    writers: {},
  });

describe('a definition', () => {
  it('is taken when calls are authenticated by fields of the form, one of them a secret', () => {
    expect(define({ kind: 'header', headers: { 'x-key': '{apiKey}', 'x-user': '{user}' } }).id).toBe('my-shop');
  });

  it('is refused when its authentication uses a field that the form does not have', () => {
    const authentication: Authentication = { kind: 'header', headers: { 'x-key': '{apikey}' } };
    expect(() => define(authentication)).toThrow(/"apikey", which is no field of the form/);
  });

  it('is refused when no field of its authentication is a secret', () => {
    const authentication: Authentication = { kind: 'query', parameters: { key: '{user}' } };
    expect(() => define(authentication)).toThrow(/one of user must be marked x-secret/);
  });
});
