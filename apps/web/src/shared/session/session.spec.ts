import { isAllowed } from './session.js';

describe('isAllowed', () => {
  it('lets an operator run a flow but not change it', () => {
    expect(isAllowed('operator', 'startRun')).toBe(true);
    expect(isAllowed('operator', 'updateFlow')).toBe(false);
  });
  it('lets an owner do what an admin may', () => {
    expect(isAllowed('owner', 'createConnection')).toBe(true);
  });
  it('lets a viewer only read', () => {
    expect(isAllowed('viewer', 'listRuns')).toBe(true);
    expect(isAllowed('viewer', 'startRun')).toBe(false);
  });
});
