import { obstacleOf } from './approval-obstacle.js';

describe('obstacleOf', () => {
  const codeAt = (address: string) => obstacleOf({ name: 'Shop', callbackPorts: [80, 443, 8080] }, address)?.code;

  it('says what stands in the way of the keys', () => {
    expect(codeAt('https://koppel.example')).toBeUndefined();
    expect(codeAt('https://koppel.example:8080')).toBeUndefined();
    expect(codeAt('https://koppel.example:8443')).toBe('connections.approval_port');
    expect(codeAt('http://localhost:8080')).toBe('connections.approval_needs_public_url');
  });
});
