import { Button } from '@koppel/ui';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useNavigate } from '@tanstack/react-router';
import { LiveUpdates } from '../events/live-updates.js';
import { ProblemAlert } from '../page/problem-alert.js';
import { sessionQuery, signOut } from '../session/session.js';
import { Brand } from './brand.js';
import { texts } from './texts.js';

const links = [
  { to: '/', label: texts.dashboard },
  { to: '/integrations', label: texts.integrations },
  { to: '/runs', label: texts.runs },
  { to: '/issues', label: texts.issues },
  { to: '/connections', label: texts.connections },
  { to: '/manuals', label: texts.manuals },
] as const;

/** The frame of the console: who is signed in, where one can go, and the page. */
export function ConsoleLayout() {
  return (
    <LiveUpdates>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:absolute focus:z-10 focus:m-2 focus:rounded-control focus:bg-surface focus:p-3"
      >
        {texts.skip}
      </a>
      <header className="border-b border-line bg-surface">
        <div className="mx-auto max-w-6xl px-4 sm:px-6">
          <div className="flex min-h-16 items-center justify-between gap-4">
            <Link to="/">
              <Brand />
            </Link>
            <Account />
          </div>
          <nav aria-label={texts.mainNavigation} className="-mx-1 flex gap-1 overflow-x-auto">
            {links.map(({ to, label }) => (
              <Link
                key={to}
                to={to}
                search={{}}
                activeOptions={{ exact: to === '/', includeSearch: false }}
                className="border-b-2 border-transparent px-3 py-2.5 whitespace-nowrap text-ink-soft -outline-offset-2 hover:text-ink data-[status=active]:border-brand data-[status=active]:font-medium data-[status=active]:text-ink"
              >
                {label}
              </Link>
            ))}
          </nav>
        </div>
      </header>
      <main id="content" className="mx-auto max-w-6xl px-4 py-6 sm:px-6 sm:py-8">
        <Outlet />
      </main>
    </LiveUpdates>
  );
}

function Account() {
  const { data: session } = useQuery(sessionQuery);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: async () => {
      queryClient.clear();
      await navigate({ to: '/sign-in' });
    },
  });
  if (!session) return null;
  return (
    <div className="flex min-w-0 items-center gap-3">
      <span className="hidden min-w-0 text-right text-sm leading-tight sm:block">
        <span className="block truncate font-medium">{session.user.name}</span>
        <span className="block truncate text-ink-soft">{session.organization.name}</span>
      </span>
      <Button size="sm" isBusy={leave.isPending} onClick={() => leave.mutate()}>
        {texts.signOut}
      </Button>
      <ProblemAlert error={leave.error} />
    </div>
  );
}
