import { auditActions, operations, type Operation } from '@koppel/contracts';
import { detailOf, objectIdOf, operationAudits, titleOf } from './operation-audit.js';

it('writes down every operation that changes something for others', () => {
  const mutating = Object.values<Operation>(operations).filter(({ http }) => http.method !== 'GET');
  expect(Object.keys(operationAudits).sort()).toEqual(mutating.map(({ id }) => id).sort());
  const left = Object.entries(operationAudits).flatMap(([id, audit]) => (audit ? [] : [id]));
  const onlyRead = ['getRecord', 'listFlowSummaries', 'listPackages'];
  const ownChoices = ['updateDraft', 'updateNotificationPreferences'];
  expect(left.sort()).toEqual([...onlyRead, ...ownChoices]);
});

describe('what an operation is called in the audit log', () => {
  const actionOf = (id: keyof typeof operationAudits, request: object, reply?: object) => {
    const action = operationAudits[id]?.action;
    return typeof action === 'function' ? action({ ...request }, reply && { ...reply }) : action;
  };

  it.each([
    ['updateFlow', { isEnabled: true }, 'flow.enabled'],
    ['updateFlow', { isEnabled: false }, 'flow.paused'],
    ['updateFlow', { settings: {} }, 'flow.changed'],
    ['changeSignInRules', { isSecondFactorRequired: true }, 'second_factor.required'],
    ['changeSignInRules', { isSecondFactorRequired: false }, 'second_factor.made_optional'],
    ['updateWebhook', { state: 'disabled' }, 'webhook.disabled'],
    ['updateWebhook', { description: 'x' }, 'webhook.changed'],
    ['rotateWebhookSecret', {}, 'secret.changed'],
  ] as const)('%s %j is %s', (id, request, action) => {
    expect(actionOf(id, request)).toBe(action);
    expect(auditActions).toContain(action);
  });

  it('tells a secret of a connection from its other fields', () => {
    const reply = { secretsSet: ['consumerSecret'] };
    expect(actionOf('updateConnection', { fields: { consumerSecret: 'cs_1' } }, reply)).toBe('secret.changed');
    expect(actionOf('updateConnection', { fields: { shopUrl: 'x' } }, reply)).toBe('connection.changed');
    expect(actionOf('updateConnection', { displayTitle: 'x' }, reply)).toBe('connection.changed');
  });
});

describe('what an entry holds of its object', () => {
  const flowId = '5f0d9a52-13f3-4b0b-8a0e-7f5f1b1c2d02';

  it('names records by their key, and never by an e-mail address', () => {
    expect(objectIdOf('record', { flowId, entity: 'order', sourceKey: '1042' }, {})).toBe(`${flowId}/order/1042`);
    const guest = { flowId, entity: 'customer', sourceKey: 'els@example.nl' };
    expect(objectIdOf('record', guest, {})).toBe(`${flowId}/customer`);
  });

  it('has the id of the path, else of what was made', () => {
    expect(objectIdOf('connection', { connectionId: 'c1' }, { id: 'c2' })).toBe('c1');
    expect(objectIdOf('connection', {}, { id: 'c2' })).toBe('c2');
    expect(objectIdOf('webhook', {}, { webhook: { id: 'w1' }, secret: 's' })).toBe('w1');
    expect(objectIdOf('webhook_delivery', { deliveryId: 'd1' }, undefined)).toBe('d1');
    expect(objectIdOf('issue', { selection: { causeId: 'cause1' } }, { count: 3 })).toBe('cause1');
    expect(detailOf({ count: 3 })).toBe('3');
  });

  it('has titles that the organization gave, and none of what its customers are called', () => {
    expect(titleOf('connection', { displayTitle: 'Webshop' })).toBe('Webshop');
    expect(titleOf('webhook', { webhook: { description: 'Warehouse' }, secret: 'whsec' })).toBe('Warehouse');
    expect(titleOf('issue', { title: 'Els de Boer' })).toBeNull();
  });
});
