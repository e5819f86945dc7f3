export const texts = {
  every5Minutes: 'Every 5 minutes',
  every10Minutes: 'Every 10 minutes',
  every15Minutes: 'Every 15 minutes',
  hourly: 'Every hour',
  hourlyHalf: 'Every hour, at half past',
  daily: 'Every day at 03:00',
  manualOnly: 'By hand only',
  custom: 'Own schedule (cron)',
  customWords: (cron: string, timeZone: string) => `Cron ${cron} (${timeZone})`,
  schedule: 'Schedule',
  scheduleHelp: 'How often this flow looks for changes once it is enabled. Unchanged records cost next to nothing.',
  cron: 'Cron expression',
  cronHelp:
    'Five fields: minute, hour, day of the month, month, day of the week. “30 6 * * 1-5” is 06:30 on working days.',
  cronWrong: 'Type five fields with spaces between them, such as 30 6 * * 1-5.',
  timeZone: 'Time zone',
  moreSettings: 'More settings',
  conflictReload: 'Load the newest settings',
  save: 'Save',
  saved: 'Saved.',
  noDefinition:
    'The settings of this flow cannot be shown: its package is no longer offered. It goes on with the settings it has.',
} as const;
