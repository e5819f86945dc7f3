import type { Package } from '@koppel/contracts';
import { ApplicationLogo } from '../../lib/connection/application-logo.js';
import { entityWords } from '../../lib/flow/entity-words.js';
import { flowTitle } from '../../lib/flow/flow-title.js';
import { texts } from './texts.js';
import { endsOf, type End, type Pair } from './use-pair.js';

type FlowOffered = Package['flows'][number];

/** Which data goes which way: the two applications with an arrow for each flow between them. */
export function PackagePicture({ pair, flows }: { pair: Pair; flows: FlowOffered[] }) {
  const sentences = flows.map((flow) => {
    const { source, target } = endsOf(pair, flow);
    return texts.packages.goes(
      entityWords[flow.entity].many,
      source.connection.displayTitle,
      target.connection.displayTitle,
    );
  });
  return (
    <div
      role="img"
      aria-label={sentences.join('; ')}
      className="grid grid-cols-[4.5rem_minmax(0,1fr)_4.5rem] items-center gap-2 rounded-card bg-sunken px-2 py-4 sm:grid-cols-[8rem_minmax(0,1fr)_8rem] sm:gap-4 sm:px-4"
    >
      <EndPicture end={pair[0]} />
      <div className="grid gap-3">
        {flows.map((flow) => (
          <Arrow key={flow.key} title={flowTitle(flow)} isToRight={endsOf(pair, flow).target === pair[1]} />
        ))}
      </div>
      <EndPicture end={pair[1]} />
    </div>
  );
}

function EndPicture({ end }: { end: End }) {
  return (
    <div className="grid min-w-0 justify-items-center gap-1.5 text-center text-sm">
      <ApplicationLogo application={end.application} />
      <span className="max-w-full font-medium break-words">{end.connection.displayTitle}</span>
    </div>
  );
}

function Arrow({ title, isToRight }: { title: string; isToRight: boolean }) {
  return (
    <div className="grid gap-0.5 text-brand">
      <span className="text-center text-sm font-medium text-ink">{title}</span>
      <span className={`flex items-center ${isToRight ? '' : 'flex-row-reverse'}`}>
        <span className="h-0.5 flex-1 rounded-full bg-brand" />
        <svg viewBox="0 0 10 12" className={`h-3 w-2.5 fill-brand ${isToRight ? '' : 'rotate-180'}`}>
          <path d="M0 0 L10 6 L0 12 Z" />
        </svg>
      </span>
    </div>
  );
}
