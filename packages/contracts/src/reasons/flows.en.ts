/** Why a run waits or failed, why a record is not synced, and why something cannot be done with an issue. */
export const flowsEn = {
  'runs.defect':
    'Something unexpected went wrong inside Koppel. What was delivered so far is kept, and nothing is delivered twice. Run the flow again; if it fails again, report it with the time of this run.',
  'runs.stalled':
    'The run was started several times and never got any further, so it was ended. Nothing is lost: the next run goes on from the same position. If that fails too, report it with the time of this run.',
  'runs.gave_up':
    'After {tries} tries without any progress the run was ended. Nothing is lost: once the application answers again, the next run goes on from the same position.',
  'runs.connector_missing':
    'This version of Koppel has no connector for "{application}". Ask your administrator to update Koppel.',
  'flows.removed':
    'The flow of this record was removed from its integration, so nothing is delivered by it any more. Choose its package again in the integration to go on.',
  'flows.undone_by_other':
    'It is back. What Koppel had set to 0 while it was away ({entity, term}) is delivered again by the next run of the flow for that, which must be enabled.',
  'flows.undone_by_nobody':
    'It is back. The {entity, term} was set to 0 while it was away, and no flow of this integration delivers that. Set it in the shop by hand.',
  'flows.connection_needs_attention':
    'The connection "{connection}" needs attention. Open the connection, correct it, and the next run goes on.',
  'flows.setting_shared':
    'Integrations with the same value here write to the same target: {integrations}. Their records may be taken for each other there. Give another value to the one that has delivered nothing yet.',
  'flows.hook_no_public_address':
    'Applications on the internet cannot call Koppel at {address}: that takes a public https address. The flow runs by its schedule. Whoever runs Koppel can give it such an address (KOPPEL_PUBLIC_URL).',
  'flows.hook_port':
    '{application} calls only the ports {ports}, and this Koppel is at port {port}. The flow runs by its schedule. Whoever runs Koppel can give it an address without a port (KOPPEL_PUBLIC_URL).',
  'issues.record_too_large': 'It is {kilobytes} kB large, and at most {max} kB are taken.',
  'issues.flow_removed': 'Its flow was removed, so nothing can deliver it. Skip it.',
  'issues.connector_missing': 'This version of Koppel has no connector for one of its applications.',
  'issues.no_target': 'It names no record of the target, so there is nothing to link with.',
  'issues.target_linked':
    'The record at the target is linked with "{naturalKey}" of the flow "{flow}" already, and belongs to one record only. If that is wrong, open "{naturalKey}" under Records and remove its link first.',
  'issues.retrying': 'Its record is being delivered at this moment. Wait for that run.',
  'issues.resolved': 'Its record was delivered already, so nothing needs to be done.',
  'issues.skipped': 'A person chose to skip its record for good.',
} as const;
