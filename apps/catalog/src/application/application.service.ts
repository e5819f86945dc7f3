import { Inject, Injectable } from '@nestjs/common';
import { AppError, type Application } from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { readFile } from 'node:fs/promises';
import { CONNECTORS } from '../tokens.js';
import { describeApplication } from './application.js';

@Injectable()
export class ApplicationService {
  private readonly applications: readonly Application[];

  constructor(@Inject(CONNECTORS) private readonly connectors: readonly Connector[]) {
    this.applications = connectors.map(describeApplication).sort((a, b) => a.name.localeCompare(b.name));
  }

  list(): readonly Application[] {
    return this.applications;
  }

  get(applicationId: string): Application {
    const application = this.applications.find(({ id }) => id === applicationId);
    if (!application) throw unknownApplication(applicationId);
    return application;
  }

  getConnector(applicationId: string): Connector {
    const connector = this.connectors.find(({ id }) => id === applicationId);
    if (!connector) throw unknownApplication(applicationId);
    return connector;
  }

  readManual(applicationId: string): Promise<string> {
    return readFile(this.getConnector(applicationId).manualUrl, 'utf8');
  }
}

function unknownApplication(applicationId: string): AppError {
  return new AppError(
    'application.not_found',
    `Koppel has no application "${applicationId}". Choose one from the list of applications.`,
    {
      details: { applicationId },
    },
  );
}
