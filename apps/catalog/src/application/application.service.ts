import { Inject, Injectable } from '@nestjs/common';
import { AppError, type Application, type Language } from '@koppel/contracts';
import type { Connector } from '@koppel/connector-sdk';
import { CONNECTORS } from '../tokens.js';
import { describeApplication } from './application.js';
import { readManual } from './manual.js';

@Injectable()
export class ApplicationService {
  private readonly described = new Map<Language, readonly Application[]>();

  constructor(@Inject(CONNECTORS) private readonly connectors: readonly Connector[]) {
    // A definition that cannot be described stops the start, not the first request.
    this.list();
  }

  list(language: Language = 'en'): readonly Application[] {
    let applications = this.described.get(language);
    if (!applications) {
      applications = this.connectors
        .map((connector) => describeApplication(connector, language))
        .sort((a, b) => a.name.localeCompare(b.name));
      this.described.set(language, applications);
    }
    return applications;
  }

  get(applicationId: string, language?: Language): Application {
    const application = this.list(language).find(({ id }) => id === applicationId);
    if (!application) throw unknownApplication(applicationId);
    return application;
  }

  getConnector(applicationId: string): Connector {
    const connector = this.connectors.find(({ id }) => id === applicationId);
    if (!connector) throw unknownApplication(applicationId);
    return connector;
  }

  readManual(applicationId: string, language?: Language): Promise<string> {
    return readManual(this.getConnector(applicationId), language);
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
