import { z } from 'zod';
import { authorizeUrl, isAbout, newAttemptId } from './authorization.js';

const connectionId = '3f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d';
const otherId = '4f0c8a34-5a3f-4f49-9d3f-0c7a4f1b2c3d';

it('listens to the message about its connection, and to no other', () => {
  const message = { type: 'koppel.authorization', connectionId, status: 'denied' };
  expect(isAbout(message, connectionId)).toBe(true);
  expect(isAbout(message, otherId)).toBe(false);
  expect(isAbout({ connectionId }, connectionId)).toBe(false);
  expect(isAbout('hello', connectionId)).toBe(false);
});

it('brings a log-in in the same tab back to its page', () => {
  expect(authorizeUrl(connectionId, { returnPath: '/wizard/applications?first=1' })).toBe(
    `/oauth/authorize/${connectionId}?language=en&return=%2Fwizard%2Fapplications%3Ffirst%3D1`,
  );
});

it('gives each attempt a UUID of its own', () => {
  const ids = Array.from({ length: 50 }, () => newAttemptId());
  expect(new Set(ids).size).toBe(50);
  for (const id of ids) expect(z.uuidv4().safeParse(id).success).toBe(true);
  expect(authorizeUrl(connectionId, { attemptId: otherId })).toContain(`attempt=${otherId}`);
});
