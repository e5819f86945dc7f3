import { Injectable } from '@nestjs/common';
import { readinessSchema, readinessSubject, serviceNames, type Readiness, type ServiceName } from '@koppel/contracts';
import { Nats, ReadinessCheck } from '@koppel/service-kit';

const answerTimeoutMs = 2_000;

/** Readiness of the whole: the gateway's own and that of every service behind it. */
@Injectable()
export class SystemReadiness {
  constructor(
    private readonly own: ReadinessCheck,
    private readonly nats: Nats,
  ) {}

  async check(): Promise<Readiness> {
    const behind = serviceNames.filter((name) => name !== 'gateway');
    const [own, ...states] = await Promise.all([this.own.check(), ...behind.map((name) => this.ask(name))]);
    const services = Object.fromEntries(behind.map((name, index) => [name, states[index] ?? 'unreachable']));
    const isReady = own.status === 'ready' && states.every((state) => state === 'ready');
    return { ...own, status: isReady ? 'ready' : 'not_ready', services };
  }

  private async ask(service: ServiceName): Promise<Readiness['status'] | 'unreachable'> {
    try {
      const connection = await this.nats.connection();
      const answer = await connection.request(readinessSubject(service), undefined, { timeout: answerTimeoutMs });
      return readinessSchema.parse(answer.json()).status;
    } catch {
      return 'unreachable';
    }
  }
}
