import type { mailsEn } from './mails.en.js';

export const mailsNl: Record<keyof typeof mailsEn, string> = {
  'mail.invitation_subject': '{inviter} nodigt je uit voor {organization} op Koppel',
  'mail.invitation_text':
    '{inviter} nodigt je uit om in {organization} te werken met de rol {role, term}. Koppel verbindt de boekhouding met de webshop.',
  'mail.invitation_action': 'Uitnodiging aannemen',
  'mail.invitation_until': 'De uitnodiging eindigt op {day, date}. Ken je {inviter} niet, doe dan niets.',
  'mail.reset_subject': 'Kies een nieuw wachtwoord voor Koppel',
  'mail.reset_text':
    'Iemand, waarschijnlijk jij, vroeg om een nieuw wachtwoord voor dit adres. De knop werkt één keer, {minutes} minuten lang.',
  'mail.reset_action': 'Nieuw wachtwoord kiezen',
  'mail.reset_unasked': 'Was jij het niet, doe dan niets: je wachtwoord blijft zoals het is.',
  'mail.password_changed_subject': 'Je wachtwoord voor Koppel is gewijzigd',
  'mail.password_changed_text':
    'Het wachtwoord van je account is gewijzigd en alle andere sessies zijn beëindigd. Was jij het niet, kies dan nu een nieuw wachtwoord en zeg het de eigenaar van je organisatie.',
  'mail.second_factor_on_subject': 'Je tweede factor voor Koppel staat aan',
  'mail.second_factor_on_text':
    'Inloggen vraagt voortaan ook om een code van je app, en alle andere sessies zijn beëindigd. Was jij dit niet, kies dan nu een nieuw wachtwoord en vertel het aan wie Koppel beheert.',
  'mail.second_factor_off_subject': 'Je tweede factor voor Koppel staat uit',
  'mail.second_factor_off_text':
    'Voortaan is je wachtwoord alleen genoeg om in te loggen. Was jij dit niet, kies dan nu een nieuw wachtwoord en stel weer een tweede factor in.',
  'mail.passkey_added_subject': 'Er is een passkey toegevoegd aan je account voor Koppel',
  'mail.passkey_added_text':
    'De passkey {name} opent voortaan je account, zonder je wachtwoord. Was jij dit niet, verwijder hem dan op de pagina Je account, kies een nieuw wachtwoord en vertel het aan wie Koppel beheert.',
  'mail.passkey_removed_subject': 'Er is een passkey van je account voor Koppel verwijderd',
  'mail.passkey_removed_text':
    'De passkey {name} opent je account niet meer, en de andere sessies die ermee zijn geopend, zijn beëindigd. Was jij dit niet, kies dan nu een nieuw wachtwoord en kijk wat je account nog meer opent.',
  'mail.passkey_action': 'Je account',
  'mail.address_changed_subject': 'Je e-mailadres voor Koppel',
  'mail.address_changed_text':
    'Iemand, waarschijnlijk jij, wil voortaan inloggen met {email}. Bevestig het met de knop; die werkt één keer.',
  'mail.address_changed_action': 'Adres bevestigen',
};
