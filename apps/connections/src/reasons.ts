import {
  AppError,
  connectionReasons,
  reasonsOf,
  renderReason,
  type AppErrorOptions,
  type ErrorCode,
  type Reason,
} from '@koppel/contracts';

/** Makes the reasons of this service: `connections.…`. */
export const reason = reasonsOf(connectionReasons);

/** An error that says why; its message is the English sentence of the reason. */
export function errorBecause(code: ErrorCode, reason: Reason, options: Omit<AppErrorOptions, 'reason'> = {}): AppError {
  return new AppError(code, renderReason(reason, connectionReasons), { ...options, reason });
}
