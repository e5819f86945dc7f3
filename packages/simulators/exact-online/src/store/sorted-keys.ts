/** Keys in order: sorted on the first read, then inserted in order. */
export class SortedKeys {
  private keys: string[] = [];
  private isSorted = true;

  get sorted(): readonly string[] {
    if (!this.isSorted) this.keys.sort(compareText);
    this.isSorted = true;
    return this.keys;
  }

  add(key: string): void {
    const last = this.keys.at(-1);
    if (!this.isSorted || last === undefined || last < key) {
      this.keys.push(key);
    } else if (this.keys.length < 256) {
      this.keys.push(key);
      this.isSorted = false;
    } else {
      this.keys.splice(this.positionAfter(key), 0, key);
    }
  }

  remove(key: string): void {
    const at = this.positionAfter(key) - 1;
    if (this.keys[at] === key) this.keys.splice(at, 1);
  }

  /** The position of the first key that is greater. */
  positionAfter(key: string): number {
    const keys = this.sorted;
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((keys[middle] ?? '') > key) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
