import type { SettingsFindings } from '@koppel/connector-sdk';
import { exactOnline } from '../src/index.js';
import { startSandbox, type Sandbox } from './sandbox.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  const { control } = sandbox.simulator;
  const [zero] = control.list('vat/VATCodes', { where: { Description: 'Zero rate' } });
  control.patch('vat/VATCodes', String(zero?.['ID']), { IsBlocked: true });
  const belgian = { Code: 'B21', Description: 'Belgium 21 %', Type: 'E', Percentage: 0.21, OssCountry: 'BE ' };
  control.insert('vat/VATCodes', belgian);
});
afterAll(() => sandbox?.stop());

describe('the VAT table when it is saved', () => {
  async function check(vatCodes?: Record<string, string>): Promise<SettingsFindings> {
    const writer = exactOnline.writers.order;
    const settings: unknown = writer?.settings.parse({ vatCodes });
    return (await writer?.checkSettings?.(await sandbox.context(), settings)) ?? { problems: [] };
  }

  it('is right where each code exists, is open and has the rate of its row', async () => {
    const findings = await check({ 'NL:21': '2', 'NL:9.0': '1', 'BE:21': 'B21', 'EU:0': '8' });
    expect(findings).toEqual({ problems: [], warnings: [] });
  });

  it.each(['DE:21', 'EU:21', '*:21'])(
    'is taken with a warning where %s is booked on a code of the own country',
    async (key) => {
      expect(await check({ [key]: '2' })).toEqual({
        problems: [],
        warnings: [{ code: 'exact_online.vat_entry_own_code', params: { key, code: '2' }, field: `vatCodes.${key}` }],
      });
    },
  );

  it.each([
    ['has no such code', { 'NL:21': '99' }, 'vat_entry_unknown', { code: '99' }],
    ['has blocked the code', { 'NL:0': '5' }, 'vat_entry_blocked', { code: '5' }],
    ['has another percentage', { 'NL:9': '2' }, 'vat_entry_other_rate', { code: '2', percent: '21', rate: '9' }],
    ['has it for another country', { 'DE:21': 'B21' }, 'vat_entry_other_country', { country: 'BE', key: 'DE:21' }],
  ])('is refused at the row where the administration %s', async (_name, table, code, params) => {
    const [row] = Object.keys(table);
    expect(await check(table)).toEqual({
      problems: [{ code: `exact_online.${code}`, params: expect.objectContaining(params), field: `vatCodes.${row}` }],
      warnings: [],
    });
  });

  it('is refused where two rows are for the same VAT', async () => {
    const params = { key: 'EL:0.0', other: 'GR:0' };
    expect((await check({ 'GR:0': '8', 'EL:0.0': '8' })).problems).toEqual([
      { code: 'exact_online.vat_entry_twice', params, field: 'vatCodes.EL:0.0' },
    ]);
  });

  it('needs no check as long as nobody changed it', async () => {
    sandbox.simulator.control.clearJournal();
    expect(await check()).toEqual({ problems: [], warnings: [] });
    expect(sandbox.simulator.control.counters().requests).toEqual({});
  });
});

describe('the VAT table that an administration proposes', () => {
  it('follows what the shop charges', async () => {
    const rates = ['NL:21', 'NL:9', 'BE:21', 'FR:20'].map((value) => ({ value, label: value }));
    const proposal = await exactOnline.proposals?.vat_codes?.(await sandbox.context(), rates);
    expect(proposal).toEqual({
      rows: expect.arrayContaining([
        { key: 'NL:21', value: '2' },
        { key: 'NL:9', value: '1' },
        { key: 'BE:21', value: 'B21' },
        { key: 'EU:0', value: '8' },
        { key: 'EXPORT:0', value: '7' },
      ]),
      gaps: [
        {
          reason: { code: 'exact_online.vat_gap_foreign', params: {} },
          rows: [{ key: 'FR:20', coveredBy: ['EU:20', '*:20'] }],
        },
        // Its usual code is blocked.
        {
          reason: expect.objectContaining({ code: 'exact_online.vat_gap_zero' }),
          rows: [{ key: 'NL:0', coveredBy: ['*:0'] }],
        },
      ],
    });
  });
});
