import { compareText, prefixEnd } from "../../core/text.ts";

/** A map whose keys can be walked in the order of their UTF-8 bytes. Keys are sorted when they are first walked, and kept so from then on. */
export class SortedMap<V> {
  readonly #values = new Map<string, V>();
  #sorted: string[] | undefined;

  get size(): number {
    return this.#values.size;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    if (this.#sorted && !this.#values.has(key)) this.#sorted.splice(lowerBound(this.#sorted, key), 0, key);
    this.#values.set(key, value);
  }

  delete(key: string): void {
    if (this.#values.delete(key) && this.#sorted) this.#sorted.splice(lowerBound(this.#sorted, key), 1);
  }

  /** The keys that begin with `prefix`, in order, behind the key `after` where it is given. Not to be changed while it is walked. */
  *keys(reverse: boolean, after: string | undefined, prefix: string): IterableIterator<string> {
    const keys = this.#sorted ??= [...this.#values.keys()].sort(compareText);
    const first = lowerBound(keys, prefix);
    const stop = prefix === "" ? undefined : prefixEnd(prefix);
    const end = stop === undefined ? keys.length : lowerBound(keys, stop);
    if (reverse) {
      const start = after === undefined ? end : Math.min(end, lowerBound(keys, after));
      for (let i = start - 1; i >= first; i--) yield keys[i]!;
    } else {
      const at = after === undefined ? first : lowerBound(keys, after);
      const start = after !== undefined && keys[at] === after ? at + 1 : at;
      for (let i = Math.max(first, start); i < end; i++) yield keys[i]!;
    }
  }
}

/** The first place whose key is not less than `key`. */
function lowerBound(keys: readonly string[], key: string): number {
  let low = 0, high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compareText(keys[middle]!, key) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
