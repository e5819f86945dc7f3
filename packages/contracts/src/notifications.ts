import { z } from 'zod';
import { alertKindSchema, alertTopicSchema } from './alerts.js';
import { defineOperation } from './message.js';
import { reasonSchema } from './reason.js';
import { instantSchema, pageOf, pageRequestSchema } from './values.js';
import { notificationStates } from './vocabulary.js';

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'field.pattern');

/** What a person is mailed about in one organization, and when. */
export const notificationPreferencesSchema = z.object({
  topics: z
    .array(alertTopicSchema)
    .max(alertTopicSchema.options.length)
    .meta({ description: 'What mails are about; the others are not mailed', examples: [['connections', 'flows']] }),
  timeZone: z
    .string()
    .max(60)
    .refine(isTimeZone, 'field.time_zone')
    .meta({ description: 'IANA time zone of the times of day', examples: ['Europe/Amsterdam'] }),
  quietHours: z
    .object({ from: timeOfDaySchema, to: timeOfDaySchema })
    .refine(({ from, to }) => from !== to, { path: ['to'], message: 'field.same_time' })
    .nullable()
    .meta({
      description: 'Mails that would come then come at their end; they may pass midnight',
      examples: [{ from: '22:00', to: '07:00' }],
    }),
  digestAt: timeOfDaySchema.nullable().meta({
    description: 'One mail a day at this time instead of one at once; quiet hours do not count then',
    examples: [null],
  }),
});
export type NotificationPreferences = z.infer<typeof notificationPreferencesSchema>;

/** Something a person was told, is to be told, or could not be told. */
export const notificationSchema = z.object({
  id: z.uuid().meta({ examples: ['0b9d7c5e-3f1a-4b2d-8c6e-5a4f3b2c1d11'] }),
  kind: alertKindSchema.meta({ examples: ['flow_failing'] }),
  change: z.enum(['opened', 'healed']).describe('Something is wrong, or is over'),
  state: z.enum(notificationStates).describe('dead: the mail server took it at no attempt, and it is not tried again'),
  text: reasonSchema,
  path: z.string().meta({ description: 'The page of Koppel with the remedy', examples: ['/connections'] }),
  dueAt: instantSchema,
  sentAt: instantSchema.nullable(),
  problem: reasonSchema.nullable().meta({ examples: [null] }),
});
export type Notification = z.infer<typeof notificationSchema>;

export const notificationPreferencesGet = defineOperation({
  id: 'getNotificationPreferences',
  http: { method: 'GET', path: '/notification-preferences', role: 'viewer', needsSession: true },
  tag: 'Notifications',
  summary: 'Get what you are mailed about, and when',
  subject: 'notifications.v1.preference.get',
  request: z.object({}),
  reply: z.object({
    preferences: notificationPreferencesSchema,
    isChosen: z.boolean().describe('False: what somebody with your role gets who chose nothing'),
    obstacle: reasonSchema.nullable().meta({ description: 'Why no mail reaches you at all', examples: [null] }),
  }),
  errors: ['request.forbidden'],
});
export const notificationPreferencesUpdate = defineOperation({
  id: 'updateNotificationPreferences',
  http: { method: 'PATCH', path: '/notification-preferences', role: 'viewer', needsSession: true },
  tag: 'Notifications',
  summary: 'Choose what you are mailed about, and when',
  description: 'What waits and is not chosen any more is not sent.',
  subject: 'notifications.v1.preference.update',
  request: notificationPreferencesSchema,
  reply: notificationPreferencesSchema,
  errors: ['request.forbidden'],
});
export const notificationList = defineOperation({
  id: 'listNotifications',
  http: { method: 'GET', path: '/notifications', role: 'viewer', needsSession: true },
  tag: 'Notifications',
  summary: 'List what you were told, newest first',
  subject: 'notifications.v1.notification.list',
  request: pageRequestSchema,
  reply: pageOf(notificationSchema),
  errors: ['request.forbidden'],
});

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
