import { apiPrefix, operations, serviceNames, type Flow, type Run } from '@koppel/contracts';
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../../tools/ports.ts';
import { waitUntil } from '../../tools/wait-until.ts';
import { flowOf } from '../lib/koppel-client.js';
import { startPrometheus, type PrometheusServer } from '../lib/prometheus.js';
import { integrateSandboxes, logOf, startLightSystem, type SandboxSystem } from '../lib/sandbox-system.js';
import { startTraceReceiver, type ReceivedSpan, type TraceReceiver } from '../lib/trace-receiver.js';

const deploy = join(import.meta.dirname, '../../deploy');
const read = (path: string) => readFileSync(join(deploy, path), 'utf8');
const dashboards = readdirSync(join(deploy, 'grafana/dashboards')).map((name) => ({
  name,
  expressions: [...read(`grafana/dashboards/${name}`).matchAll(/"expr": ("(?:[^"\\]|\\.)*")/g)].map(([, text]) =>
    String(JSON.parse(text ?? '""')).replaceAll('$__rate_interval', '30s'),
  ),
}));
const metricsIn = (text: string) =>
  [...new Set(text.match(/\b(?:koppel|nodejs|process)_[a-z0-9_]+/g))].map((name) =>
    name.replace(/_(?:bucket|count|sum)$/, ''),
  );

describe('telemetry of a running system', () => {
  let system: SandboxSystem;
  let receiver: TraceReceiver;
  let prometheus: PrometheusServer;
  let flow: Flow;
  let run: Run;
  const traceId = randomBytes(16).toString('hex');
  const browserSpanId = randomBytes(8).toString('hex');

  beforeAll(async () => {
    receiver = await startTraceReceiver();
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      OTEL_BSP_SCHEDULE_DELAY: '200',
      SCHEDULE_RECONCILE_MS: '500',
    };
    system = await startLightSystem({ env });
    const targets = serviceNames.map((name) => [name, `127.0.0.1:${system.ports[name]}`]);
    prometheus = await startPrometheus({ port: await freePort(), targets: Object.fromEntries(targets) });
    await system.exact.post('/consent', { consent: 'allow' });
    const { integration } = await integrateSandboxes(system);
    flow = flowOf(integration, 'products');
    run = await startTracedRun();
    await system.client.waitUntilEnded(run.id);
    const { version } = await system.client.call('getFlow', { flowId: flow.id });
    const schedule = { cron: '* * * * *', timeZone: 'Europe/Amsterdam' };
    await system.client.call('updateFlow', { flowId: flow.id, version, isEnabled: true, schedule });
  });

  afterAll(async () => {
    await prometheus?.stop();
    await system?.stop();
    receiver?.stop();
  });

  /** As the web app does: a trace begun in the browser. */
  async function startTracedRun(): Promise<Run> {
    const { method, path } = operations.startRun.http;
    const response = await fetch(`${system.url}${apiPrefix}${path.replace(':flowId', flow.id)}`, {
      method,
      headers: {
        cookie: system.client.cookie,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-${browserSpanId}-01`,
      },
      body: '{}',
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Run;
  }

  const findSpans = (wanted: (span: ReceivedSpan) => boolean) => receiver.spans.filter(wanted);
  const runSpan = () => findSpans(({ attributes }) => attributes['koppel.run.id'] === run.id)[0];

  it('is one trace from the browser to the services, each span the child of who asked', async () => {
    const gatewaySpan = () => findSpans((span) => span.traceId === traceId && span.parentSpanId === browserSpanId)[0];
    const isHere = () => runSpan() !== undefined && gatewaySpan() !== undefined;
    await waitUntil(isHere, { what: 'the spans of the run and of who asked for it' });
    await waitUntil(() => findSpans(({ name }) => name === 'process settings.v1.flow.get').length > 0, {
      what: 'the span of settings',
    });
    const gateway = gatewaySpan();
    expect(gateway).toMatchObject({ service: 'gateway', name: `POST ${apiPrefix}${operations.startRun.http.path}` });
    const asked = childOf(gateway, 'request flows.v1.run.start');
    const answered = childOf(asked, 'process flows.v1.run.start');
    const settings = childOf(childOf(answered, 'request settings.v1.flow.get'), 'process settings.v1.flow.get');
    expect([asked, answered, settings].map((span) => span?.service)).toEqual(['gateway', 'flow-runner', 'settings']);
  });

  it('gives a run a trace of its own, linked to who asked for it, with the calls to both applications', () => {
    const span = runSpan();
    expect(span).toMatchObject({ service: 'flow-runner', name: 'run product' });
    expect(span?.traceId).not.toBe(traceId);
    expect(span?.links.map((link) => link.traceId)).toEqual([traceId]);
    const calls = findSpans(
      ({ parentSpanId, attributes }) => parentSpanId === span?.spanId && 'koppel.application' in attributes,
    );
    expect(new Set(calls.map(({ attributes }) => attributes['koppel.application']))).toEqual(
      new Set(['exact-online', 'woocommerce']),
    );
    expect(calls.some(({ name }) => name.startsWith('POST '))).toBe(true);
  });

  it('follows events and work to the broker, and a run to the schedule that began it', async () => {
    const answered = () =>
      findSpans((span) => span.traceId === traceId && span.name === 'process flows.v1.run.start')[0];
    await waitUntil(() => childOf(answered(), 'publish work.v1.run') !== undefined, {
      what: 'the span of the work that was sent',
    });
    const done = () =>
      findSpans(
        ({ name, parentSpanId }) => name === 'publish flows.v1.run.completed' && parentSpanId === runSpan()?.spanId,
      );
    await waitUntil(() => done().length > 0, { what: 'the span of the event that was sent' });
    expect(done()[0]?.attributes).toMatchObject({ 'messaging.system': 'nats', 'messaging.operation.type': 'send' });
    const scheduled = () => findSpans(({ attributes }) => attributes['koppel.trigger'] === 'schedule')[0];
    await waitUntil(() => scheduled() !== undefined, { what: 'the span of a run by schedule', timeoutMs: 90_000 });
    const [link] = scheduled()?.links ?? [];
    const fired = findSpans(({ name, traceId: id }) => name === 'fire schedule' && id === link?.traceId);
    expect(fired.map(({ service }) => service)).toEqual(['flow-runner']);
  });

  it('puts no secret, no query and no key of a record into a span', () => {
    const text = JSON.stringify(receiver.spans.map(({ name, attributes }) => ({ name, attributes })));
    expect(text).not.toMatch(/ck_sandbox|cs_sandbox|koppel-sandbox-secret|Bearer|\$filter|\?|100001/);
    expect(text).not.toContain(system.account.email);
  });

  it('exposes every metric that dashboards, alerts and documents name, and documents every one of its own', async () => {
    const texts = await Promise.all(
      serviceNames.map(async (name) => (await fetch(`http://127.0.0.1:${system.ports[name]}/metrics`)).text()),
    );
    const exposed = new Set(
      texts.flatMap((text) => [...text.matchAll(/^# TYPE (\w+)/gm)].map(([, name = '']) => name)),
    );
    const wanted = metricsIn(dashboards.flatMap(({ expressions }) => expressions).join('\n') + alertExpressions());
    expect(wanted.filter((name) => !exposed.has(name))).toEqual([]);
    const documented = new Set(
      [...readFileSync(join(deploy, '../docs/telemetry.md'), 'utf8').matchAll(/^\| `(koppel_\w+)`/gm)].map(
        ([, name]) => name,
      ),
    );
    const own = [...exposed].filter((name) => name.startsWith('koppel_'));
    expect(own.filter((name) => !documented.has(name))).toEqual([]);
  });

  it('answers every expression of dashboards and alerts, and nothing is amiss', async () => {
    await waitUntil(async () => (await prometheus.query('max(koppel_flow_lag_seconds)')).length > 0, {
      what: 'the lag of a scheduled flow',
    });
    await system.client.runToEnd(flow.id, { fromStart: true }).catch(() => undefined);
    // Nothing failed, no interval was missed, no access had to be renewed: only those may have no value.
    const mayBeEmpty =
      /koppel_flow_missed_intervals|koppel_issues|koppel_state_collection_failures|koppel_access_renewals|code!="ok"/;
    const expressions = dashboards.flatMap((dashboard) => dashboard.expressions);
    const allHaveValues = async () => {
      const empty: string[] = [];
      for (const expression of expressions.filter((one) => !mayBeEmpty.test(one)))
        if ((await prometheus.query(expression)).length === 0) empty.push(expression);
      expect(empty).toEqual([]);
    };
    await waitUntil(allHaveValues, { what: 'every expression of the dashboards has a value' });
    const { groups } = await prometheus.get<{ groups: { rules: { name: string; health: string; state: string }[] }[] }>(
      'rules',
    );
    const rules = groups.flatMap((group) => group.rules);
    expect(rules.length).toBeGreaterThan(10);
    expect(rules.filter(({ health, state }) => health !== 'ok' || state === 'firing')).toEqual([]);
  });

  it('writes the ids of trace, run and organization on the lines of a run', () => {
    const log = readFileSync(join(system.stateDir, 'logs/flow-runner.log'), 'utf8');
    const lines = log.split('\n').filter((line) => line.includes(run.id));
    const taken = lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .find(({ msg }) => msg === 'run taken');
    expect(taken).toMatchObject({ runId: run.id, trace_id: runSpan()?.traceId, span_id: runSpan()?.spanId });
    expect(taken?.['organizationId']).toBeTruthy();
  });

  it('writes every line as JSON, those of refused and broken log-ins too', async () => {
    const signIn = (body: string) =>
      fetch(`${system.url}/api/auth/sign-in/email`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin: system.url },
        body,
      });
    const wrong = { email: system.account.email, password: 'not the password' };
    expect((await signIn(JSON.stringify(wrong))).status).toBe(401);
    expect((await signIn('{')).status).toBeGreaterThanOrEqual(400);
    const lines = serviceNames.flatMap((name) => logOf(system, name).trimEnd().split('\n'));
    expect(lines.filter((line) => !isJson(line))).toEqual([]);
  });

  it('answers no probe while a process stands still', async () => {
    const pid = system.processes.pid('catalog');
    if (pid === undefined) throw new Error('catalog does not run');
    const alive = () => fetch(`http://127.0.0.1:${system.ports.catalog}/livez`, { signal: AbortSignal.timeout(1_000) });
    expect((await alive()).status).toBe(200);
    process.kill(pid, 'SIGSTOP');
    try {
      await expect(alive()).rejects.toThrow();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
    expect((await alive()).status).toBe(200);
  });

  function childOf(parent: ReceivedSpan | undefined, name: string): ReceivedSpan | undefined {
    return findSpans(
      (span) => span.traceId === traceId && span.parentSpanId === parent?.spanId && span.name === name,
    )[0];
  }
});

function alertExpressions(): string {
  return [...read('prometheus/alerts.yaml').matchAll(/expr: \|\n\s+(.*)/g)]
    .map(([, expression]) => expression)
    .join('\n');
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
