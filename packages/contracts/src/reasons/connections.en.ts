/** Why a connection is in its state, why there is no access, and how an authorization ended. */
export const connectionsEn = {
  'connections.key_refused':
    "{application} refuses the key of this connection. Check it in the connection's fields, save, and test the connection.",
  'connections.client_refused':
    '{application} no longer accepts the client ID and client secret of this connection ({said}), so its access cannot be renewed. Copy both again from the app at {application}, save, and choose Authorize.',
  'connections.grant_lost':
    "{application} no longer accepts Koppel's access ({said}): it was withdrawn there, or went unused for too long. Records wait until you choose Authorize and log in at {application} again.",
  'connections.no_renewal':
    '{application} gave no means to renew its access, and the access has ended. Records wait until you choose Authorize and log in at {application} again.',
  'connections.renewal_interrupted':
    'An earlier renewal of the access was interrupted before its answer could be stored, so {application} no longer accepts what Koppel holds. Records wait until you choose Authorize and log in at {application} again.',
  'connections.renewal_too_early': '{application} does not renew its access yet. Koppel tries again by itself.',
  'connections.renewal_refused':
    '{application} refused to renew its access ({said}). Koppel tries again by itself; if it stays, choose Authorize.',
  'connections.renewal_failing':
    "{application} did not renew Koppel's access, which ends on {date, date} when it stays unused. Koppel goes on trying; if this still stands here in a day, check that {application} can be reached.",
  'connections.access_ended': 'Its access has ended. Choose Authorize on the connection.',
  'connections.access_missing':
    'This connection has no access although it should have one. Choose Authorize on the connection.',
  'connections.no_access_now':
    '{application} gives no new access just now. Nothing is lost; Koppel tries again by itself, and nothing needs to be done.',
  'connections.token_unreadable': '{application} answered the log-in with something that is no access.',
  'connections.token_not_asked':
    'The log-in at {application} could not be asked for: its address, client ID or client secret is not valid.',
  'connections.token_status': '{application} could not answer the log-in just now (HTTP {status}).',
  'connections.token_address':
    'The address of {application} ({host}) may not be called: it is not a public https address.',
  'connections.token_timeout': '{application} did not answer the log-in within {seconds} seconds.',
  'connections.token_cut':
    '{application} gave no answer to the log-in. The connection was cut before the answer was complete ({code}).',
  'connections.token_unreachable': '{application} gave no answer to the log-in. It cannot be reached ({code}).',
  'connections.choices_late':
    '{application} took too long to answer, so its list cannot be shown just now. Try again in a moment, or type the value in.',
  'connections.check_late': '{application} took too long to answer.',
  'connections.too_many': 'Your organization has {max} connections, the maximum. Delete one that is not used.',
  'connections.changed_meanwhile':
    'Somebody else changed this connection at the same moment, so your change was not saved. Open it again and repeat your change.',
  'connections.client_unknown':
    '{application} does not accept the client ID and client secret of this connection ({said}). Copy both again from the app at {application}, save the connection, and choose Authorize again.',
  'connections.not_exchanged':
    '{application} did not exchange the log-in for access ({said}). Check that the redirect URI is registered with the app exactly as the manual shows it, and choose Authorize again.',
  'connections.denied':
    'Access was not granted at {application}, so Koppel can neither read nor write there. If that was a mistake, choose Authorize again and allow it.',
  'connections.broken_off':
    '{application} broke off the authorization ({said}). Check the client ID and the redirect URI of the app, wait a minute, and choose Authorize again.',
  'connections.broken_off_silently':
    '{application} broke off the authorization and did not say why. Check the client ID and the redirect URI of the app, wait a minute, and choose Authorize again.',
  'connections.authorize_again': 'So there is no access yet. Wait a minute and choose Authorize again.',
  'connections.needs_no_authorization':
    "{application} needs no authorization: its access stands in the connection's fields. Go back and test the connection.",
  'connections.sign_in_first':
    'Nobody is signed in here, or the session has ended, so nothing was changed. Sign in first, then choose Authorize on the connection.',
  'connections.role': 'Only owners and admins of the organization may authorize connections. Ask one of them to do it.',
  'connections.return_address':
    'The address to return to is not a page of Koppel, so nothing was begun. Go back to the connection and choose Authorize there.',
  'connections.unknown_callback':
    'Koppel knows no application at this address, so nothing was changed. Check the redirect URI that is registered with the app against the manual.',
  'connections.attempt_unknown':
    'This answer belongs to no authorization that was begun here. Nothing was changed. Go back to the connection and begin again there.',
  'connections.attempt_used':
    'This authorization was finished before; its answer works only once. Nothing was changed. Go back to the connection and begin again there.',
  'connections.attempt_expired':
    'The authorization took longer than allowed. Nothing was changed. Go back to the connection and begin again there.',
  'connections.attempt_other_session':
    'The authorization was begun in another session: who finishes it must be who began it. Nothing was changed. Go back to the connection and begin again there.',
  'connections.attempt_other_application':
    'The answer came back for another application than the one that was asked. Nothing was changed. Go back to the connection and begin again there.',
  'connections.attempt_edited':
    'The connection was changed while you were logging in. Nothing was changed. Go back to the connection and begin again there.',
  'connections.attempt_interrupted':
    'Koppel was interrupted while it tried the keys, so they were not kept. Go back to the connection and begin again there.',
  'connections.approval_needs_public_url':
    '{application} hands out keys only to a Koppel that it can reach, at a public address with https://. This one is at {address}. Make a key in {application} yourself and fill it in below, or ask whoever runs this Koppel for a public address.',
  'connections.approval_port':
    '{application} posts its keys only to the ports {ports}, and this Koppel is at port {port}. Make a key in {application} yourself and fill it in below, or ask whoever runs this Koppel for an address without a port.',
  'connections.approval_needs_https':
    'Connect needs a shop with https://, so that the keys cannot be read on their way. Make a key in {application} yourself and fill it in below, or set up https for the shop and change its address here.',
  'connections.approval_denied':
    'Access was not granted at {application}, so nothing was connected. If that was a mistake, choose Connect again and approve it there.',
  'connections.approval_keys_missing':
    '{application} sent you back, but its keys did not arrive. Usually its server cannot reach {address}: a firewall or a security plugin stops it. Allow that and choose Connect again, or make a key there yourself and fill it in.',
  'connections.approval_keys_unreadable':
    '{application} sent something that is no key of it, so nothing was kept. Choose Connect again; if it stays, make a key there yourself and fill it in.',
  'connections.approval_not_tried':
    'So the keys could not be tried, and were not kept. Wait a minute and choose Connect again.',
  'connections.approval_key_left':
    'The key that {application} made for Koppel is not used; delete it in {application}, in the list of its keys.',
  'connections.approval_elsewhere':
    'The approval was begun in another browser or by somebody else, so the keys were not kept. Choose Connect on the connection, and approve it in the same browser.',
  'connections.approval_waiting': 'Koppel waits for the keys of {application}. This page goes on by itself.',
  'connections.granted':
    'Koppel may now use this application. This window closes by itself; if it stays, go back and test the connection.',
  'connections.not_ready': 'Koppel is not ready for this just now. Nothing was lost; wait a minute and try again.',
} as const;
