import type { AnyWriter, WriteOutcome } from '@koppel/connector-sdk';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { aCustomer, aLine, anOrder } from '../src/fixtures/orders.js';
import { orderWriter } from '../src/orders.js';
import { startSandbox, type Sandbox } from './sandbox.js';

/** VIES as a test wants it; `hang`: it never answers. */
const imitated = { answer: { isValid: true } as object | 'hang', paths: [] as string[] };
const viesServer: Server = createServer((request, response) => {
  imitated.paths.push(request.url ?? '');
  if (imitated.answer === 'hang') return;
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(imitated.answer));
});

describe('the VAT number of a company in another member state', () => {
  let sandbox: Sandbox;
  let url: string;
  let accountId: string;
  let count = 0;

  beforeAll(async () => {
    sandbox = await startSandbox({ seedItems: 5 });
    sandbox.simulator.control.insert('logistics/Items', { Code: '85123A', Description: 'Heart', IsSalesItem: true });
    const firma = { Name: 'Firma', Code: '1000'.padStart(18), Status: 'C', Country: 'DE' };
    accountId = String(sandbox.simulator.control.insert('crm/Accounts', firma)['ID']);
    await new Promise<void>((resolve) => viesServer.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(viesServer.address() as AddressInfo).port}`;
  });
  beforeEach(() => Object.assign(imitated, { answer: { isValid: true }, paths: [] }));
  afterAll(async () => {
    viesServer.closeAllConnections();
    viesServer.close();
    await sandbox?.stop();
  });

  /** A German company buys without VAT. */
  async function book(settings: object, vatNumber = 'DE123456789'): Promise<WriteOutcome> {
    const writer: AnyWriter = orderWriter;
    const context = await sandbox.context({ serviceHosts: { vies: url } });
    const parsed: unknown = writer.settings.parse(settings);
    const address = { line1: 'Weg 1', postcode: '10115', city: 'Berlin', country: 'DE' };
    const order = anOrder({
      number: `V${(count += 1)}`,
      customer: aCustomer({ isGuest: true, vatNumber, address }),
      billingAddress: address,
      shippingAddress: address,
      lines: [aLine({ vatAmount: '0.00' })],
      totals: { exclVat: '10.00', vat: '0.00', inclVat: '10.00' },
    });
    const result = writer.fromCanonical(order as never, parsed);
    if ('filtered' in result) throw new Error(result.filtered.code);
    const naturalKey = writer.naturalKey(result.payload);
    const failure = (await writer.resolve?.(context, [result.payload], parsed))?.get(naturalKey);
    if (failure) return { status: 'failed', failure };
    const operation = {
      payload: result.payload,
      naturalKey,
      targetKey: undefined,
      idempotencyKey: naturalKey,
      references: { customer: accountId },
    };
    const [outcome] = await writer.write(context, [operation], parsed);
    if (!outcome) throw new Error('no outcome');
    return outcome;
  }
  const checked = { checkVatNumbers: true };
  const reasonOf = (outcome: WriteOutcome) =>
    outcome.status === 'failed' ? outcome.failure.reason : outcome.notes?.[0];

  it('is not looked up unless the settings say so', async () => {
    expect(await book({})).toMatchObject({ status: 'written' });
    expect(imitated.paths).toEqual([]);
  });

  it('is looked up once, and the order booked where VIES knows it', async () => {
    const outcome = await book(checked);
    expect(outcome.status).toBe('written');
    expect(reasonOf(outcome)).toBeUndefined();
    expect(imitated.paths).toEqual(['/ms/DE/vat/123456789']);
  });

  it('that VIES does not know makes the order an issue', async () => {
    imitated.answer = { isValid: false, userError: 'INVALID' };
    expect(reasonOf(await book(checked))).toMatchObject({
      code: 'exact_online.vat_number_refused',
      params: { number: 'DE123456789', country: 'DE', key: 'DE:0' },
      field: 'vatCodes',
    });
  });

  it.each<[string, object | 'hang']>([
    ['its state is not there', { isValid: false, userError: 'MS_UNAVAILABLE' }],
    ['nobody answers', 'hang'],
  ])('is taken by its form where %s, and the record says so', async (_name, answer) => {
    imitated.answer = answer;
    const outcome = await book(checked);
    expect(outcome.status).toBe('written');
    expect(reasonOf(outcome)).toEqual({ code: 'exact_online.vies_silent', params: { number: 'DE123456789' } });
    expect(imitated.paths).toHaveLength(1);
  });

  it('of another form is never looked up', async () => {
    expect(reasonOf(await book(checked, 'DE12'))).toMatchObject({ code: 'exact_online.vat_zero_without_number' });
    expect(imitated.paths).toEqual([]);
  });
});
