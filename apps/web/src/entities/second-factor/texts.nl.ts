import type { Translated } from '../../shared/i18n/translated.js';
import type { en } from './texts.js';

export const nl: Translated<typeof en> = {
  passwordToConfirm: 'Je wachtwoord, ter bevestiging',
  passwordMissing: 'Vul je wachtwoord in.',
  setUp: 'Tweede factor instellen',
  scan: '1. Scan de code',
  scanHelp:
    'Scan hem met een authenticator-app op je telefoon, zoals Google Authenticator, Microsoft Authenticator of Aegis.',
  qrCode: 'QR-code met de sleutel voor je app',
  secret: 'Sleutel voor de app',
  secretHelp:
    'Kun je niet scannen: vul deze sleutel in de app in, met het type "op basis van tijd". Hij is alleen nu te zien.',
  openApp: 'Openen in een app op dit apparaat',
  showCode: '3. Vul de code in die de app toont',
  code: 'Code die de app toont',
  codeMissing: 'Vul de code in die de app toont.',
  switchOn: 'Aanzetten',
  recoveryCodes: '2. Bewaar de herstelcodes',
  recoveryHelp:
    'Elke code opent je account één keer als je de app niet hebt. Ze zijn alleen nu te zien: druk ze af, of bewaar ze in een wachtwoordmanager.',
  recoveryList: 'Herstelcodes',
  copyCodes: 'De herstelcodes kopiëren',
  download: 'Downloaden',
  fileTitle: (host: string) => `Herstelcodes voor Koppel (${host}). Elke code werkt één keer.`,
  copy: 'Kopiëren',
  copied: 'Gekopieerd',
};
