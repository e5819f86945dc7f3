import { setTimeout as delay } from 'node:timers/promises';
import type { Access, AccessProvider } from './access.js';
import { assertUrlAllowed } from './address-guard.js';
import { startDeadline } from './deadline.js';
import { ConnectorFailure } from './failure.js';
import { BodyNotJson, parseJson, readBytes } from './http-body.js';
import { prepareCall, type HttpCall } from './http-call.js';
import { transportFailure } from './http-failures.js';
import { httpAgent } from './http-pools.js';
import { inCallSpan } from './http-span.js';
import type { HttpPort, HttpRequest, HttpResponse, RateReport } from './http-port.js';
import { defaultMaxResponseBytes, defaultRetryDelayMs, defaultTimeoutMs, type OutboundPolicy } from './outbound.js';
import type { RateBudget } from './rate-budget.js';
import { resetAfterMs, retryAfterMs, statusFailure, transientStatuses } from './status-failure.js';

const mostRetries = 2;

export interface HttpClientOptions {
  /** The application's name, for messages. */
  application: string;
  /** Its id, for traces and metrics; default: its name. */
  applicationId?: string;
  baseUrl: string;
  /** Undefined: calls carry no authorisation (a log-in). */
  access: AccessProvider | undefined;
  budget: RateBudget;
  outbound: OutboundPolicy;
  signal: AbortSignal;
  now(): Date;
  readRate?(headers: Record<string, string>): RateReport;
  /** For applications that refuse a session with another status than 401. */
  isUnauthorized?(response: HttpResponse): boolean;
}

type Attempt =
  { answer: HttpResponse; report: RateReport | undefined } | { failure: ConnectorFailure; isTransient: boolean };

/** The HTTP client behind {@link HttpPort}. */
export class HttpClient implements HttpPort {
  constructor(private readonly options: HttpClientOptions) {}

  async request<Body = unknown>(request: HttpRequest): Promise<HttpResponse<Body>> {
    const call = this.prepare(request);
    const { access, signal } = this.options;
    if (signal.aborted) throw this.stoppedBefore(call, signal.reason);
    const first = await access?.current();
    let attempt = await this.sendRepeatedly(call, first);
    if (access && first && 'answer' in attempt && this.isUnauthorized(attempt.answer)) {
      // The call was refused, so nothing was done: repeating it is safe for every method.
      attempt = await this.sendRepeatedly(call, await access.renew(first.epoch));
    }
    if ('failure' in attempt) throw attempt.failure;
    const { answer, report } = attempt;
    if (answer.status >= 200 && answer.status < 300) return answer as HttpResponse<Body>;
    throw statusFailure({
      application: this.options.application,
      call,
      answer,
      report,
      nowMs: this.options.now().getTime(),
    });
  }

  private prepare(request: HttpRequest): HttpCall {
    const { application, baseUrl, outbound } = this.options;
    const defaultMs = outbound.timeoutMs ?? defaultTimeoutMs;
    const { call, url } = prepareCall(request, { application, baseUrl, defaultTimeoutMs: defaultMs });
    try {
      assertUrlAllowed(url, outbound.allowPrivateAddresses);
    } catch (error: unknown) {
      throw transportFailure({ application, call, error, isTimedOut: false, isStopped: false }).failure;
    }
    return call;
  }

  private isUnauthorized(answer: HttpResponse): boolean {
    return answer.status === 401 || this.options.isUnauthorized?.(answer) === true;
  }

  private async sendRepeatedly(call: HttpCall, access: Access | undefined): Promise<Attempt> {
    for (let retries = 0; ; retries += 1) {
      const attempt = await this.sendObserved(call, access, retries);
      const isTransient = 'failure' in attempt ? attempt.isTransient : transientStatuses.has(attempt.answer.status);
      if (!isTransient || !call.isRepeatable || retries >= mostRetries) return attempt;
      const firstMs = this.options.outbound.retryDelayMs ?? defaultRetryDelayMs;
      const waitMs = firstMs * 2 ** retries * (0.5 + Math.random());
      const askedMs =
        'answer' in attempt ? retryAfterMs(attempt.answer.headers, this.options.now().getTime()) : undefined;
      // An application that names a longer time gets it: from the run, which pauses, and not from a call that waits.
      if (askedMs !== undefined && askedMs > waitMs) return attempt;
      try {
        await delay(waitMs, undefined, { signal: this.options.signal });
      } catch {
        return attempt;
      }
    }
  }

  private async sendObserved(call: HttpCall, access: Access | undefined, resends: number): Promise<Attempt> {
    const { application: name, applicationId: application = name, outbound } = this.options;
    const permit = await this.takePermit(this.options.budget, call);
    const beganAtMs = performance.now();
    try {
      const attempt = await inCallSpan({ call, application, resends }, () => this.send(call, access), endOf);
      outbound.observe?.({ application, status: endOf(attempt).status, durationMs: performance.now() - beganAtMs });
      return attempt;
    } finally {
      permit.release();
    }
  }

  private async send(call: HttpCall, access: Access | undefined): Promise<Attempt> {
    const { application, signal, outbound } = this.options;
    const deadline = startDeadline(signal, call.timeoutMs);
    try {
      const response = await httpAgent(outbound.allowPrivateAddresses).request({
        origin: call.origin,
        path: call.path,
        method: call.method,
        headers: access ? { ...call.headers, [access.header.name.toLowerCase()]: access.header.value } : call.headers,
        body: call.payload,
        signal: deadline.signal,
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const headers = plainHeaders(response.headers);
      const report = this.reportRate(response.statusCode, headers);
      const bytes = await readBytes(response.body, outbound.maxResponseBytes ?? defaultMaxResponseBytes);
      return {
        answer: { status: response.statusCode, headers, body: bodyOf(bytes, response.statusCode, headers) },
        report,
      };
    } catch (error: unknown) {
      return transportFailure({
        application,
        call,
        error,
        isTimedOut: deadline.isTimedOut(),
        isStopped: signal.aborted,
      });
    } finally {
      deadline.end();
    }
  }

  private async takePermit(budget: RateBudget, call: HttpCall) {
    try {
      return await budget.take(this.options.signal);
    } catch (error: unknown) {
      if (error instanceof ConnectorFailure || !this.options.signal.aborted) throw error;
      throw this.stoppedBefore(call, error);
    }
  }

  /** Nothing was sent yet, so nothing is in doubt. */
  private stoppedBefore(call: HttpCall, error: unknown): ConnectorFailure {
    const { application } = this.options;
    const trouble = { application, call: { ...call, isRepeatable: true }, error, isTimedOut: false, isStopped: true };
    return transportFailure(trouble).failure;
  }

  private reportRate(status: number, headers: Record<string, string>): RateReport | undefined {
    const { budget, readRate } = this.options;
    const report = readRate?.(headers);
    if (report) budget.report(report);
    if (status === 429) {
      const nowMs = this.options.now().getTime();
      const waitMs = retryAfterMs(headers, nowMs) ?? resetAfterMs(report, nowMs);
      if (waitMs !== undefined) budget.report({ minute: { remaining: 0, resetsAtMs: nowMs + waitMs } });
    }
    return report;
  }
}

function endOf(attempt: Attempt): { status: number | undefined; errorType?: string } {
  if ('answer' in attempt) return { status: attempt.answer.status };
  return { status: undefined, errorType: attempt.failure.failureClass };
}

/** A refused call may have a page of HTML as its body, which is of no use; an accepted one must be JSON. */
function bodyOf(bytes: Buffer, status: number, headers: Record<string, string>): unknown {
  try {
    return parseJson(bytes, headers['content-type'] ?? '');
  } catch (error: unknown) {
    if (error instanceof BodyNotJson && (status < 200 || status >= 300)) return undefined;
    throw error;
  }
}

function plainHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const plain: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) plain[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return plain;
}
