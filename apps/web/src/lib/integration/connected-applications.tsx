import type { Application, Connection } from '@koppel/contracts';
import { ArrowLeftRight } from 'lucide-react';
import { ApplicationLogo } from '../connection/application-logo.js';

/** Two connections beside each other, each with its application's logo. */
export function ConnectedApplications(props: { connections: Connection[]; applications: Application[] }) {
  return (
    <span className="flex flex-wrap items-center gap-2">
      {props.connections.map((connection, index) => {
        const application = props.applications.find(({ id }) => id === connection.applicationId);
        return (
          <span key={connection.id} className="flex min-w-0 items-center gap-2">
            {index > 0 && <ArrowLeftRight aria-hidden className="size-4 shrink-0" />}
            {application && <ApplicationLogo application={application} size="sm" />}
            <span className="min-w-0 break-words">{connection.displayTitle}</span>
          </span>
        );
      })}
    </span>
  );
}
