export const texts = {
  title: 'Dashboard',
  firstTitle: 'Connect two applications',
  first:
    'In five steps your products, stock and orders travel by themselves between your accounting and your webshop. It takes about five minutes.',
  finishedTitle: 'Your integration is set up',
  toIntegration: 'See the integration',
  records: 'Records linked',
  enabled: 'Flows enabled',
  openIssues: 'Open issues',
  nextRun: 'Next run',
  none: 'None planned',
  ofFlows: (enabled: number, all: number) => `${enabled} of ${all}`,
} as const;
