import type { Application, Connection } from '@koppel/contracts';
import { ArrowLeftRight, ArrowRight } from 'lucide-react';
import { ApplicationLogo } from '../connection/application-logo.js';

export interface ConnectedApplicationsProps {
  connections: Connection[];
  applications: Application[];
  /** Records travel from the first to the second only. */
  isOneWay?: boolean;
}

/** Two connections beside each other, each with its application's logo. */
export function ConnectedApplications({ connections, applications, isOneWay = false }: ConnectedApplicationsProps) {
  const Arrow = isOneWay ? ArrowRight : ArrowLeftRight;
  return (
    <span className="flex flex-wrap items-center gap-2">
      {connections.map((connection, index) => {
        const application = applications.find(({ id }) => id === connection.applicationId);
        return (
          <span key={connection.id} className="flex min-w-0 items-center gap-2">
            {index > 0 && <Arrow aria-hidden className="size-4 shrink-0 text-ink-soft" />}
            {application && <ApplicationLogo application={application} size="sm" />}
            <span className="min-w-0 break-words">{connection.displayTitle}</span>
          </span>
        );
      })}
    </span>
  );
}
