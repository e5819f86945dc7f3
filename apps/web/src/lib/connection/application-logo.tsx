import type { Application } from '@koppel/contracts';

/** An application's logo. As an image its SVG can run nothing; its name always stands beside it. */
export function ApplicationLogo({ application, size = 'md' }: { application: Application; size?: 'sm' | 'md' }) {
  const source = `data:image/svg+xml,${encodeURIComponent(application.logoSvg)}`;
  const box = size === 'sm' ? 'size-7 rounded p-0.5' : 'size-11 rounded-control p-1';
  return (
    <span className={`flex shrink-0 items-center justify-center border border-line bg-[#fff] ${box}`}>
      <img src={source} alt="" className="max-h-full max-w-full" />
    </span>
  );
}
