import { failuresOf } from '@koppel/connector-sdk';
import { defineReasons, renderReason, type ParamsOf } from '@koppel/contracts';
import { en } from './reasons.en.js';
import { nl } from './reasons.nl.js';

export const reasons = defineReasons({ en, nl });
export const failure = failuresOf(reasons);

export type Reason = string;

export function reason<Code extends keyof typeof en>(
  code: Code,
  params?: ParamsOf<(typeof en)[Code]>,
  _field?: string,
): Reason {
  return renderReason({ code, params: params ?? {} }, reasons);
}
