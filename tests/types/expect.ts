/** Assertions about types, for the compiler alone. */

/** Whether two types are the same, `any` and `readonly` included. */
export type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends (<T>() => T extends B ? 1 : 2) ? true
  : false;

/** Does not compile unless the types of `Equal` are the same. */
export type Expect<T extends true> = T;

/** The same fields, for a comparison of what the compiler writes in several ways. */
export type Flat<T> = { [K in keyof T]: T[K] } & unknown;
