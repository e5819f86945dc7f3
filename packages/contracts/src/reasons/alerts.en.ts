/** What people are told when something breaks, and when it is over. */
export const alertsEn = {
  'alert.connection_needs_attention_subject': '{organization}: the connection "{name}" needs you',
  'alert.connection_needs_attention':
    'Koppel can no longer log in with the connection "{name}", and only a person can mend that. Open it: log in again, or correct its fields. Records wait until then; nothing is lost.',
  'alert.connection_needs_attention_healed':
    'The connection "{name}" works again, or was deleted. Records that waited for it go on by themselves once it works.',
  'alert.flow_failing_subject': '{organization}: the flow {name, term} fails',
  'alert.flow_failing':
    'The flow {name, term} has not run to its end since {since, date}: its last runs failed ({count}). The page of the flow says why and what to do.',
  'alert.flow_failing_healed': 'The flow {name, term} does not fail any more.',
  'alert.issues_open_subject': '{organization}: records of the flow {name, term} were not delivered',
  'alert.issues_open':
    'Records of the flow {name, term} were not delivered, all for the same cause ({count}). They wait for a person; the others went through.',
  'alert.issues_open_healed': 'No record of the flow {name, term} is left with this cause.',
  'alert.flow_silent_subject': '{organization}: the flow {name, term} does not run',
  'alert.flow_silent':
    'The flow {name, term} should have run, and has not since {since, date}. Planned times that passed: {count}. Run it now on its page: if it does not start, the page says why.',
  'alert.flow_silent_healed_subject': '{organization}: over: the flow {name, term} did not run',
  'alert.flow_silent_healed': 'The flow {name, term} runs again, or was switched off.',
  'alert.run_stuck_subject': '{organization}: the flow {name, term} does not get on',
  'alert.run_stuck':
    'A run of the flow {name, term} has not delivered anything for longer than its runs ever take. Full hours until now: {count}. The page of the flow says what the run waits for. If it waits for nothing, cancel the run and start it again: it goes on where it was.',
  'alert.run_stuck_healed_subject': '{organization}: over: the flow {name, term} did not get on',
  'alert.run_stuck_healed': 'The flow {name, term} gets on again, or its run has ended.',
  'alert.orders_missing_subject': '{organization}: no orders for longer than usual',
  'alert.orders_missing':
    'The flow {name, term} runs and finds no new order, for far longer than ever in two months. Full hours until now: {count}. Look in the shop whether orders come in there, and on the page of the flow which of them it takes.',
  'alert.orders_missing_healed_subject': '{organization}: over: no orders for longer than usual',
  'alert.orders_missing_healed': 'The flow {name, term} delivers orders again, or was switched off.',
  'alert.subject_several': '{organization}: {count} things need you',
  'alert.connection_needs_attention_healed_subject': '{organization}: the connection "{name}" no longer needs you',
  'alert.flow_failing_healed_subject': '{organization}: the flow {name, term} does not fail any more',
  'alert.issues_open_healed_subject': '{organization}: issues of the flow {name, term} are over',
  'alert.subject_healed_several': '{organization}: {count} things are all right again',
  'alert.subject_changes': '{organization}: {count} changes',
  'alert.introduction': 'This is new at {organization}:',
  'alert.more': 'And {count} more. All of them stand in Koppel.',
  'alert.why':
    'You get this because of your notifications in Koppel. You are told once, and again when it is over. Choose what you get, and when, under Notifications in the menu of your account.',
  'alert.open_connection': 'Open the connection',
  'alert.open_flow': 'Open the flow',
  'alert.open_issues': 'Open the issues',
  'alert.open_koppel': 'Open Koppel',
  'alert.no_mail': 'This Koppel sends no mail. Whoever runs it can change that (SMTP_URL).',
  'alert.address_not_shown':
    'Nobody has shown yet that this address is yours, so nothing is mailed to it. Sign out, choose “Forgot your password?” and follow the link in the mail that you get: that shows it.',
  'alert.mail_not_sent': 'The mail server did not take the mail.',
} as const;
