const partOfNumber = /[\p{L}\p{N}-]/u;

/** Whether a text names this payment: `W2-1042-P` names neither `1042-P` nor `W2-1042-P1`. */
export function namesPayment(text: string, reference: string): boolean {
  for (let start = text.indexOf(reference); start >= 0; start = text.indexOf(reference, start + 1)) {
    const [before = '', after = ''] = [text[start - 1], text[start + reference.length]];
    if (!partOfNumber.test(before) && !partOfNumber.test(after)) return true;
  }
  return false;
}
