import type { ErrorCode } from '../errors.js';

/** What each error code means, as `detail` of a problem. The reason of an error, where it has one, follows as a sentence of its own. */
export const errorsEn = {
  'request.invalid': 'The request is not valid.',
  'request.unauthenticated': 'You are not signed in, or your session has ended. Sign in and try again.',
  'request.key_refused': 'The API key opens nothing.',
  'request.forbidden': 'You may not do this.',
  'request.second_factor_required':
    'This organization requires a second factor, and you have shown none. Sign in at Koppel in your browser: you set it up there, or sign in by your passkey.',
  'request.conflict': 'This cannot be done as things are now.',
  'request.too_large': 'The request is larger than {kilobytes} kB. Send less at once.',
  'request.too_many': 'There were too many requests at once. Try again in {seconds} seconds.',
  'service.unavailable': 'A part of Koppel does not answer at the moment. Nothing was lost; try again in a minute.',
  'service.defect':
    'Something went wrong inside Koppel. Nothing was lost; try again, and report it if it happens again.',
  'service.answer_too_large': 'The answer is larger than 1 MB. Ask for fewer items at once.',
  'application.not_found': 'Koppel has no such application. Choose one from the list of applications.',
  'package.not_found': 'There is no such package for these two applications. Choose one from the list of packages.',
  'flow_definition.not_found':
    'This flow is no longer offered for these applications, so it cannot be changed. Remove its package.',
  'connection.not_found':
    'There is no such connection in your organization; it may have been deleted. Go back to the list of connections.',
  'connection.fields_invalid': 'The connection was not saved: some fields need correction.',
  'connection.in_use':
    'The connection is used by {integrations}, so it was not deleted. Delete these integrations first.',
  'connection.not_authorized':
    '"{connection}" has no access to {application} yet, so nothing can be read or written. Open the connection and choose Authorize.',
  'connection.needs_attention': 'The connection needs attention before it can be used.',
  'connection.application_down': 'The application does not answer at the moment. Try again in a few minutes.',
  'authorization.state_invalid':
    'This authorization has expired, was used already or was begun elsewhere, so nothing was changed. Choose Authorize on the connection again.',
  'authorization.denied':
    'Access was refused at the application, so nothing was changed. Choose Authorize again to give it.',
  'authorization.refused': 'The application broke off the authorization, so there is no access yet.',
  'integration.not_found':
    'There is no such integration in your organization; it may have been deleted. Go back to the list of integrations.',
  'integration.connections_unsuitable': 'These two connections cannot be integrated. Choose other ones.',
  'flow.not_found': 'There is no such flow in your organization; its package may have been removed.',
  'flow.settings_invalid': 'The settings were not saved: some of them need correction.',
  'flow.schedule_invalid':
    'The schedule was not saved: give five cron fields, such as 0 * * * *, and an IANA time zone, such as Europe/Amsterdam.',
  'flow.disabled': 'The flow is paused. Enable it first.',
  'flow.version_conflict':
    'Somebody else changed this flow in the meantime, so your change was not saved. Load the flow again and repeat your change.',
  'run.not_found': 'There is no such run in your organization. Go back to the list of runs.',
  'run.already_active':
    'This flow is running already, or waits to go on. Two runs of one flow never overlap: wait for it, or cancel it first.',
  'run.waits_for_limit':
    "The application's limit on calls is used up, and a call made before it ends would be refused and may prolong it. The run goes on by itself then; nothing needs to be done.",
  'run.not_cancellable': 'The run has ended already, so there is nothing to cancel.',
  'issue.not_found': 'There is no such issue in your organization. Go back to the list of issues.',
  'issue.not_open': 'This issue is not open any more.',
  'issue.payload_invalid': 'The changed record was not saved.',
  'issue.not_linkable': 'The record was not linked.',
  'record.not_found':
    'No run of your organization has read such a record yet. Search for it by another key, or run its flow.',
  'record.not_linked':
    'This record is not linked with a record at the target, so there is nothing to forget. The next run looks it up there.',
  'record.not_deliverable':
    'This record has no flow of its own: it is delivered together with the records that need it. Deliver one of those again.',
  'preview.not_found': 'There is no such preview; previews are kept for a day. Start it again.',
  'draft.not_found': 'This unfinished wizard is not there any more. Start the wizard again.',
  'webhook.not_found':
    'There is no such webhook in your organization; it may have been deleted. Go back to the list of webhooks.',
  'webhook.disabled': 'This webhook is disabled, so nothing is sent to it. Enable it first.',
  'webhook.address_refused':
    'Only public addresses that begin with https:// and hold no user name or password can be called. Enter another one.',
  'organization_deletion.not_found': 'There is no such deletion of an organization.',
  'webhook_delivery.not_found': 'There is no such delivery in your organization; deliveries are kept for 30 days.',
  'mail.not_sent':
    'The mail server did not take the mail. Try again in a few minutes; whoever runs Koppel finds the cause in the log.',
  'api_key.not_found': 'You have no such API key, or it was revoked. Reload the list.',
  'invitation.not_found':
    'This invitation was accepted, withdrawn or has ended. Ask the person who invited you for a new one.',
} as const satisfies Record<ErrorCode, string>;
