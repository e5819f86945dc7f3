import {
  clockOf,
  ConnectorFailure,
  type Authentication,
  type HttpPort,
  type HttpRequest,
  type HttpResponse,
  readRates,
  type RateReport,
  type RateSource,
} from '@koppel/connector-sdk';
import { setTimeout as delay } from 'node:timers/promises';
import { assertUrlAllowed } from './address-guard.js';
import { authenticate, isSignedWithTime, type Access, type AccessProvider } from './authentication.js';
import { resetAfterMs, retryAfterMs, statusFailure, transientStatuses, transportFailure } from './http-failures.js';
import { prepareCall, type HttpCall } from './http-request.js';
import { inCallSpan, sendOnce, startDeadline, type OutboundCall } from './http-transport.js';
import type { RateBudget } from './rate-budget.js';

/** What outbound calls may do; set by the operator, not by a user. */
export interface OutboundPolicy {
  /** Allows plain http and private, loopback and link-local addresses: for sandboxes and shops on the own network. */
  allowPrivateAddresses: boolean;
  /** Default 32 MiB. */
  maxResponseBytes?: number;
  /** For a request that names no time-out itself; default 20,000. A function where the application is found to need more. */
  timeoutMs?: number | (() => number);
  /** First delay before a repeated request, doubled each time, with jitter; default 300. */
  retryDelayMs?: number;
  /** Receives every call when it has ended, for metrics. */
  observe?(call: OutboundCall): void;
}

const defaultMaxResponseBytes = 32 * 1024 * 1024;
const defaultTimeoutMs = 20_000;
const defaultRetryDelayMs = 300;
/** Applications that refuse signed calls of another time take those of about five minutes at least; WooCommerce of fifteen. */
const clockToleranceMs = 300_000;

export interface HttpClientOptions {
  /** The application's name, for messages. */
  application: string;
  /** Its id, for traces and metrics; default: its name. */
  applicationId?: string;
  baseUrl: string;
  /** How calls are signed, where they are. */
  authentication: Authentication;
  /** Undefined: calls carry no credentials (a log-in). */
  access: AccessProvider | undefined;
  budget: RateBudget;
  outbound: OutboundPolicy;
  signal: AbortSignal;
  now(): Date;
  /** Where answers say what is left of the limits. */
  rateSources?: readonly RateSource[];
  /** For applications that refuse a session with another status than 401. */
  isUnauthorized?(response: HttpResponse): boolean;
  /** Whether a refusal is in the application's own words; default: any JSON with a message. */
  isOwnRefusal?(response: HttpResponse): boolean;
}

type SendResult =
  { answer: HttpResponse; report: RateReport | undefined } | { failure: ConnectorFailure; isTransient: boolean };

/** The HTTP client behind {@link HttpPort}. */
export class HttpClient implements HttpPort {
  /** How far the clock of the application is ahead, where it refused calls for the time they were signed with. */
  private clockAheadMs = 0;

  constructor(private readonly options: HttpClientOptions) {}

  async request<Body = unknown>(request: HttpRequest): Promise<HttpResponse<Body>> {
    const call = await this.prepare(request);
    const { access, signal } = this.options;
    if (signal.aborted) throw this.stoppedBefore(call, signal.reason);
    const first = await access?.current();
    const aheadMs = this.clockAheadMs;
    let result = await this.sendRepeatedly(call, first);
    if (first) result = (await this.resign(result, { call, access: first, aheadMs })) ?? result;
    if (access && first && this.isRefusal(result)) {
      const renewed = await access.renew(first.epoch);
      // The call was refused, so nothing was done: repeating it is safe for every method.
      if (renewed.epoch !== first.epoch) result = await this.sendRepeatedly(call, renewed);
    }
    if ('failure' in result) throw result.failure;
    const { answer, report } = result;
    if (answer.status >= 200 && answer.status < 300) return answer as HttpResponse<Body>;
    throw statusFailure({
      application: this.options.application,
      call,
      answer,
      report,
      nowMs: this.options.now().getTime(),
      isOwnRefusal: this.options.isOwnRefusal,
    });
  }

  private async prepare(request: HttpRequest): Promise<HttpCall> {
    const { application, baseUrl, outbound } = this.options;
    const { timeoutMs: usual = defaultTimeoutMs, maxResponseBytes = defaultMaxResponseBytes } = outbound;
    const timeoutMs = typeof usual === 'number' ? usual : usual();
    const call = await prepareCall(request, { application, baseUrl, timeoutMs, maxResponseBytes });
    try {
      assertUrlAllowed(new URL(call.origin), outbound.allowPrivateAddresses);
    } catch (error: unknown) {
      throw transportFailure({ application, call, error, isTimedOut: false, isStopped: false }).failure;
    }
    return call;
  }

  /**
   * Makes a call again that was refused and had been signed with another time than the application's; undefined: that is not so. The
   * words of a refusal are in the language of the shop, so the clocks alone tell.
   */
  private async resign(
    refused: SendResult,
    { call, access, aheadMs }: { call: HttpCall; access: Access; aheadMs: number },
  ): Promise<SendResult | undefined> {
    const { authentication, now } = this.options;
    if (!this.isRefusal(refused) || !isSignedWithTime(authentication, access.credentials)) return undefined;
    const theirsMs = clockOf(refused.answer);
    const foundMs = theirsMs === undefined ? aheadMs : theirsMs - now().getTime();
    if (Math.abs(foundMs - aheadMs) <= clockToleranceMs) return undefined;
    this.clockAheadMs = foundMs;
    const result = await this.sendRepeatedly(call, access);
    if (this.isRefusal(result)) this.clockAheadMs = aheadMs;
    return result;
  }

  private isRefusal(result: SendResult): result is Extract<SendResult, { answer: HttpResponse }> {
    return 'answer' in result && this.isUnauthorized(result.answer);
  }

  private isUnauthorized(answer: HttpResponse): boolean {
    return answer.status === 401 || this.options.isUnauthorized?.(answer) === true;
  }

  private async sendRepeatedly(call: HttpCall, access: Access | undefined): Promise<SendResult> {
    for (let retries = 0; ; retries += 1) {
      const result = await this.sendObserved(call, access, retries);
      const isTransient = 'failure' in result ? result.isTransient : transientStatuses.has(result.answer.status);
      if (!isTransient || retries >= call.maxResends) return result;
      const firstMs = this.options.outbound.retryDelayMs ?? defaultRetryDelayMs;
      const waitMs = firstMs * 2 ** retries * (0.5 + Math.random());
      const askedMs =
        'answer' in result ? retryAfterMs(result.answer.headers, this.options.now().getTime()) : undefined;
      // An application that names a longer time gets it: from the run, which pauses, and not from a call that waits.
      if (askedMs !== undefined && askedMs > waitMs) return result;
      try {
        await delay(waitMs, undefined, { signal: this.options.signal });
      } catch {
        return result;
      }
    }
  }

  private async sendObserved(call: HttpCall, access: Access | undefined, resends: number): Promise<SendResult> {
    const { application: name, applicationId: application = name, outbound } = this.options;
    const slot = await this.takeSlot(this.options.budget, call);
    const beganAtMs = performance.now();
    try {
      const result = await inCallSpan({ call, application, resends }, () => this.send(call, access), endOf);
      const isTimedOut = 'failure' in result && result.failure.reason.code === 'http.timeout';
      const durationMs = performance.now() - beganAtMs;
      outbound.observe?.({ application, status: endOf(result).status, durationMs, isTimedOut });
      return result;
    } finally {
      slot.release();
    }
  }

  private async send(call: HttpCall, access: Access | undefined): Promise<SendResult> {
    const { application, authentication, signal, outbound } = this.options;
    const now = new Date(this.options.now().getTime() + this.clockAheadMs);
    const deadline = startDeadline(signal, call.timeoutMs);
    let head: Pick<HttpResponse, 'status' | 'headers'> | undefined;
    try {
      const answer = await sendOnce(access ? authenticate(call, access.credentials, { authentication, now }) : call, {
        allowPrivateAddresses: outbound.allowPrivateAddresses,
        signal: deadline.signal,
        onHeaders: (status, headers) => (head = { status, headers }),
      });
      return { answer, report: this.reportRate(answer) };
    } catch (error: unknown) {
      if (head) this.reportRate({ ...head, body: undefined });
      const isTimedOut = deadline.isTimedOut();
      return transportFailure({ application, call, error, isTimedOut, isStopped: signal.aborted });
    } finally {
      deadline.end();
    }
  }

  private async takeSlot(budget: RateBudget, call: HttpCall) {
    try {
      return await budget.take(this.options.signal, call.cost);
    } catch (error: unknown) {
      if (error instanceof ConnectorFailure || !this.options.signal.aborted) throw error;
      throw this.stoppedBefore(call, error);
    }
  }

  /** Nothing was sent yet, so nothing is in doubt. */
  private stoppedBefore(call: HttpCall, error: unknown): ConnectorFailure {
    const { application } = this.options;
    const stopped = { application, call: { ...call, isRepeatable: true }, error, isTimedOut: false, isStopped: true };
    return transportFailure(stopped).failure;
  }

  private reportRate(answer: HttpResponse): RateReport {
    const { budget, rateSources = [] } = this.options;
    const nowMs = this.options.now().getTime();
    const report = readRates(rateSources, answer, nowMs);
    if (answer.status === 429) {
      const waitMs = retryAfterMs(answer.headers, nowMs) ?? resetAfterMs(report, nowMs);
      if (waitMs !== undefined) report.blockedUntilMs = nowMs + waitMs;
    }
    if (Object.keys(report).length > 0) budget.report(report);
    if (answer.status >= 400) budget.refused(answer.status);
    return report;
  }
}

function endOf(result: SendResult): { status: number | undefined; errorType?: string } {
  if ('answer' in result) return { status: result.answer.status };
  return { status: undefined, errorType: result.failure.failureClass };
}
