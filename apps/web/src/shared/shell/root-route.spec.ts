import { QueryClient } from '@tanstack/react-query';
import { type Session, sessionQuery } from '../session/session.js';
import { requireSession } from './root-route.js';

describe('requireSession', () => {
  const session: Session = {
    user: { id: 'user-1', name: 'Els', email: 'els@example.com' },
    organization: { id: 'organization-1', name: 'Bakery' },
    role: 'operator',
    isSecondFactorMissing: false,
    organizations: [],
  };
  const enter = (known: Session | null) => {
    const queryClient = new QueryClient();
    queryClient.setQueryData(sessionQuery.queryKey, known);
    return requireSession({ context: { queryClient }, location: { href: '/runs' } });
  };

  it('lets in who is signed in', async () => {
    await expect(enter(session)).resolves.toBeUndefined();
  });
  it.each([
    ['who is not signed in', null, '/sign-in'],
    ['who lacks the second factor that is required', { ...session, isSecondFactorMissing: true }, '/second-factor'],
  ])('leads %s to where one gets it, and back', async (_who, known, to) => {
    await expect(enter(known)).rejects.toMatchObject({ options: { to, search: { to: '/runs' } } });
  });
});
