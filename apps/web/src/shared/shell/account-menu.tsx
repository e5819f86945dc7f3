import { languages } from '@koppel/contracts';
import { Button, Popover, Segments, Select, TextLink } from '@koppel/ui';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { useStopLiveUpdates } from '../events/live-updates.js';
import { changeLanguage, language, languageNames } from '../i18n/language.js';
import { ProblemAlert } from '../page/query-view.js';
import { isAllowed, type Session, sessionQuery, signOut, switchOrganization } from '../session/session.js';
import { texts } from './texts.js';
import { readTheme, type Theme, themeKey, themes, watchTheme } from './theme.js';

const icons = { light: Sun, dark: Moon, system: Monitor };
const options = languages.map((value) => ({ value, label: languageNames[value] }));
const themeOptions = themes.map((value) => {
  const Icon = icons[value];
  return { value, label: texts.themes[value], icon: <Icon aria-hidden className="size-4 shrink-0" /> };
});

/** The user menu: organization, account, people, API keys, language, theme, sign out. */
export default function AccountMenu() {
  const { data: session } = useQuery(sessionQuery);
  const theme = useTheme();
  if (!session) return null;
  const shownLanguage = language;
  return (
    <Popover trigger={<Person session={session} />}>
      <p className="text-sm break-words">
        <span className="block font-medium">{session.user.email}</span>
        <span className="text-ink-soft">{texts.roles[session.role]}</span>
      </p>
      {session.organizations.length > 1 && (
        <>
          <Organizations session={session} />
          <TextLink>
            <Link to="/organizations">{texts.allOrganizations}</Link>
          </TextLink>
        </>
      )}
      <ul className="grid gap-2 text-sm">
        <li>
          <TextLink>
            <Link to="/account">{texts.ownAccount}</Link>
          </TextLink>
        </li>
        <li>
          <TextLink>
            <Link to="/notifications">{texts.notifications}</Link>
          </TextLink>
        </li>
        <li>
          <TextLink>
            <Link to="/people">{texts.people}</Link>
          </TextLink>
        </li>
        <li>
          <TextLink>
            <Link to="/api-keys">{texts.apiKeys}</Link>
          </TextLink>
        </li>
        {isAllowed(session.role, 'listAuditEntries') && (
          <li>
            <TextLink>
              <Link to="/audit-log" search={{}}>
                {texts.auditLog}
              </Link>
            </TextLink>
          </li>
        )}
      </ul>
      <Segments label={texts.language} options={options} value={shownLanguage} onChange={changeLanguage} />
      <Segments label={texts.theme} options={themeOptions} value={theme} onChange={changeTheme} />
      <SignOut />
    </Popover>
  );
}

function Person({ session }: { session: Session }) {
  return (
    <>
      <span
        aria-hidden
        className="flex size-9 shrink-0 items-center justify-center rounded-full bg-brand-soft font-semibold text-brand-strong"
      >
        {initialsOf(session.user.name)}
      </span>
      <span className="min-w-0 flex-1 text-sm leading-tight">
        <span className="sr-only">{`${texts.account}: `}</span>
        <span className="block truncate font-medium">{session.user.name}</span>
        <span className="block truncate text-ink-soft">{session.organization.name}</span>
      </span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-soft" />
    </>
  );
}

export function Organizations({ session }: { session: Session }) {
  const change = useMutation({
    mutationFn: switchOrganization,
    // A new page load: nothing of the other organization may stay in memory.
    onSuccess: () => location.assign('/'),
  });
  return (
    <>
      <Select
        aria-label={texts.organization}
        options={session.organizations.map(({ id, name }) => ({ value: id, label: name }))}
        value={change.isPending ? change.variables : session.organization.id}
        disabled={change.isPending}
        onChange={(event) => change.mutate(event.target.value)}
      />
      <ProblemAlert error={change.error} />
    </>
  );
}

export function SignOut() {
  const stopLiveUpdates = useStopLiveUpdates();
  const leave = useMutation({
    mutationFn: signOut,
    onSuccess: () => {
      stopLiveUpdates();
      // A new page load: no data may stay in memory.
      location.assign('/sign-in');
    },
  });
  return (
    <>
      <ProblemAlert error={leave.error} />
      <Button
        size="sm"
        icon={<LogOut aria-hidden className="size-4" />}
        isBusy={leave.isPending}
        onClick={() => leave.mutate()}
      >
        {texts.signOut}
      </Button>
    </>
  );
}

/** The first letters of the first and the last name. */
function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/);
  return [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0]?.toUpperCase() ?? '').join('');
}

/** Keeps the choice in this browser; every open window follows at once. */
export function changeTheme(theme: Theme): void {
  try {
    localStorage.setItem(themeKey, theme);
  } catch {
    // Without storage there is no choice to keep.
  }
  window.dispatchEvent(new Event(themeKey));
}

export function useTheme(): Theme {
  return useSyncExternalStore(watchTheme, readTheme);
}
