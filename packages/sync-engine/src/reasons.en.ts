/** Why a flow cannot be executed, and why a record of it was left out or not delivered. */
export const en = {
  'sync.cannot_read':
    '{application} cannot read records of the kind "{entity, term}", so this flow cannot run. Choose another package for this integration.',
  'sync.cannot_write':
    '{application} cannot write records of the kind "{entity, term}", so this flow cannot run. Choose another package for this integration.',
  'sync.settings_invalid':
    'The setting "{setting}" of this flow is not valid, so nothing was written. Open the settings of the flow, correct it and run the flow again.',
  'sync.entity_not_taken':
    '{application} takes no records of the kind "{entity, term}", which this record needs. Choose other settings for this flow.',
  'sync.field_invalid':
    'The {entity, term} is not complete or not well formed: "{path}" is missing or has a value that does not fit. It was not delivered. Correct it at its source; the next run delivers it.',
  'sync.untranslatable':
    'This {entity, term} has a shape that Koppel cannot translate. It was not delivered; all others were. Compare it with one that works, correct it at its source, or report it.',
  'sync.duplicate_key':
    'Two records of the source have the same key "{naturalKey}" at the target: "{owner}" and "{sourceKey}". Only the first was delivered, so that they do not overwrite each other. Give "{sourceKey}" a key of its own at the source, or skip it here.',
  'sync.dependency_without_key':
    'The {entity, term} that it belongs to has no key at the target, so it was not delivered. Deliver that record first.',
  'sync.outcome_unknown':
    'The connector did not report a result for this record. It is looked up at the target before it is tried again; report this.',
  'sync.refused_alone':
    '{application} refuses each call that holds this record (HTTP {status}), and answers others. A firewall or a security plug-in before it usually objects to something in its text: take code, addresses and unusual signs out of the record at its source, or let the administrator of {application} allow the calls of Koppel. It is tried again by itself; everything else was delivered.',
  'sync.not_kept':
    '{application} took the record and kept "{kept}" where "{sent}" was sent ({field}). A setting or a plug-in there changes it. Make {application} take the value, or correct it at its source or in the settings of the flow, and try again.',
  'sync.key_kept_otherwise':
    '{application} has the record under "{kept}", and "{sent}" was sent. Koppel finds it under both, and delivers orders that name an article "{kept}" with "{sent}". Nothing needs to be done.',
  'sync.text_kept_otherwise':
    '{application} keeps another text than was sent: "{kept}" instead of "{sent}". It takes out what it does not allow. Change the text at its source if that matters; nothing else needs to be done.',
  'sync.same_key_at_target':
    '{application} takes "{naturalKey}" and "{otherKey}" for the same key: capitals and accents make no difference there. "{otherKey}" was delivered. Give one of the two another code at the source, or skip this record.',
  'sync.create_only': 'It exists at the target already, and the settings of this flow only create new records.',
  'sync.update_only': 'It does not exist at the target, and the settings of this flow only update existing records.',
  'sync.gone_at_source': 'It was deleted at the source.',
  'sync.origin_missing':
    'This flow needs the flow for {entity, term} of the same integration, which was removed. Add its package to the integration again.',
  'sync.waits_for_origin':
    'It belongs to the {entity, term} "{key}", which is not at the target yet. It is delivered once that is; look at that record for the reason, and whether its flow is enabled.',
  'sync.withdrawn': 'It was cancelled or deleted at the source, so a run takes back what was delivered of it.',
  'sync.many_left':
    'It left the selection at the source, or is not there any more, together with many others: more than the {limit} of {kept} that one run may take out of sale at {application}. Nothing was done to any of them. A box or a group that was cleared, or a right that was lost, is often the cause: put it right at the source, and these issues end by themselves. If it is meant, try all of them again here; then they are taken out of sale. The setting "Most articles to take out of sale at once" of the flow is the limit.',
  'sync.taken_back_by_hand':
    'It was cancelled or deleted at the source, and a person said that what was delivered of it is as it should be.',
  'sync.skipped_by_person': 'A person chose to skip this record.',
} as const;
