import { SignedOut } from './signed-out.js';

it('lets a request wait until the person is signed in again', async () => {
  const signedOut = new SignedOut();
  signedOut.attach();
  const both = Promise.all([signedOut.waitUntilSignedIn(), signedOut.waitUntilSignedIn()]);
  expect(signedOut.get()).toBe('out');
  signedOut.signedIn();
  await expect(both).resolves.toEqual([true, true]);
  expect(signedOut.get()).toBe('in');
});

it('waits for nobody where no dialog asks', async () => {
  await expect(new SignedOut().waitUntilSignedIn()).resolves.toBe(false);
});

it('asks no more once it was put off, until the person wants to', async () => {
  const signedOut = new SignedOut();
  signedOut.attach();
  const first = signedOut.waitUntilSignedIn();
  signedOut.putOff();
  await expect(first).resolves.toBe(false);
  await expect(signedOut.waitUntilSignedIn()).resolves.toBe(false);
  expect(signedOut.get()).toBe('put_off');
  signedOut.ask();
  expect(signedOut.get()).toBe('out');
});

it('lets nobody wait for a dialog that went away', async () => {
  const signedOut = new SignedOut();
  const detach = signedOut.attach();
  const waiting = signedOut.waitUntilSignedIn();
  detach();
  await expect(waiting).resolves.toBe(false);
});
