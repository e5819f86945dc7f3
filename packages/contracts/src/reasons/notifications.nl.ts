import type { notificationsEn } from './notifications.en.js';

export const notificationsNl: Record<keyof typeof notificationsEn, string> = {
  'notifications.gone': 'Het adres antwoordde dat het voorgoed weg is (HTTP 410).',
  'notifications.redirected':
    'Het adres verwijst door naar een ander adres (HTTP {status}); dat wordt niet gevolgd. Vul het uiteindelijke adres in.',
  'notifications.refused': 'Het adres antwoordde met HTTP {status}.',
  'notifications.not_public': 'Het adres is geen openbaar adres over https. Alleen zulke adressen worden aangeroepen.',
  'notifications.timeout':
    'Het adres antwoordde niet binnen {seconds} seconden. Neem de gebeurtenis aan, antwoord meteen en verwerk haar daarna.',
  'notifications.name_unknown': 'De naam in het adres is niet bekend. Controleer hoe hij is geschreven.',
  'notifications.name_lookup': 'De naam in het adres kon nu even niet worden opgezocht.',
  'notifications.nothing_listens': 'Op het adres luistert niets.',
  'notifications.broken_off': 'Het adres verbrak de verbinding.',
  'notifications.connect_timeout': 'Het adres nam de verbinding niet op tijd aan.',
  'notifications.certificate_expired': 'Het certificaat van het adres is verlopen.',
  'notifications.certificate_self_signed': 'Het certificaat van het adres is zelf ondertekend en bewijst dus niets.',
  'notifications.certificate_name': 'Het certificaat hoort bij een andere naam dan het adres.',
  'notifications.not_called': 'Het adres kon niet worden aangeroepen ({code}).',
  'notifications.disabled_gone':
    'Het adres antwoordde dat het voorgoed weg is (HTTP 410). Zet de webhook weer aan als dat een vergissing was.',
  'notifications.disabled_failing':
    'Elke poging voor een bezorging mislukte, en intussen is ook niets anders aangenomen; de bezorgingen hieronder laten zien waarom. Herstel de ontvanger, zet de webhook aan en stuur opnieuw wat onbestelbaar is.',
  'notifications.too_many_webhooks':
    'Je organisatie heeft {max} webhooks, het maximum. Verwijder er een die niet wordt gebruikt.',
};
