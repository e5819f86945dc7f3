import type { OutboundPolicy } from '@koppel/connector-host';
import type { Connector, Fields, Host } from '@koppel/connector-sdk';
import { AppError, type ApplicationId } from '@koppel/contracts';
import { observeApplicationCall } from '@koppel/service-kit';

/** The applications that can be connected here, with the operator's say on where and how they are called. */
export class Applications {
  private readonly connectors: ReadonlyMap<string, Connector>;
  readonly outbound: OutboundPolicy;

  constructor(
    private readonly options: {
      connectors: readonly Connector[];
      hosts: Record<string, string>;
      allowPrivateAddresses: boolean;
    },
  ) {
    this.connectors = new Map(options.connectors.map((connector) => [connector.id, connector]));
    this.outbound = { allowPrivateAddresses: options.allowPrivateAddresses, observe: observeApplicationCall };
  }

  get all(): Connector[] {
    return [...this.connectors.values()];
  }

  find(applicationId: string): Connector | undefined {
    return this.connectors.get(applicationId);
  }

  /** @throws AppError `application.not_found` */
  get(applicationId: ApplicationId | string): Connector {
    const connector = this.find(applicationId);
    if (connector) return connector;
    throw new AppError(
      'application.not_found',
      'Koppel knows no such application, so it cannot be connected. Choose one from the list of applications.',
      { details: { applicationId } },
    );
  }

  /** Undefined where only the credentials tell which account it is, and for an application that is not known any more. */
  accountOf({ applicationId, fields }: { applicationId: ApplicationId; fields: Fields }): string | undefined {
    const connector = this.find(applicationId);
    return connector?.accountKey?.(fields) ?? connector?.budgetKey?.(fields);
  }

  hostOf(applicationId: string): Host {
    return { override: this.options.hosts[applicationId] };
  }
}
