export const texts = {
  unreachable: {
    title: 'No connection to the server',
    detail: 'The request got no answer. Check that you are online; then try again. Nothing was lost.',
  },
  unreadableProblem: (status: number) => ({
    title: 'The server cannot answer now',
    detail: `It answered with status ${status} and no explanation. It may be starting up: try again in a minute.`,
  }),
  unexpectedReply: {
    title: 'The server answered in an unknown form',
    detail: 'This page may be older than the server. Reload it; if that does not help, tell your administrator.',
  },
  pageDefect: {
    title: 'Something went wrong on this page',
    detail: 'This is a fault of Koppel, not yours. Reload the page; what was saved is safe.',
  },
} as const;
