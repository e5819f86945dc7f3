export { startMailbox, type Mailbox, type MailboxOptions, type ReceivedMail } from './mailbox.js';
