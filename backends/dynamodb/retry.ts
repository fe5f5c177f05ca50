/** How parts of a batch that DynamoDB did not take are sent again. */

/** When and how often what was left of a batch is sent again. */
export interface RetryPolicy {
  /**
   * How many times in a row a batch, of at most 25 writes or 100 reads, is sent without anything being done of it, until that is
   * an error.
   * @default 10
   */
  readonly attempts: number;
  /**
   * The longest wait before the second attempt, in milliseconds. Before each further attempt it is twice as long.
   * @default 50
   */
  readonly base: number;
  /**
   * The longest wait of all, in milliseconds.
   * @default 5000
   */
  readonly cap: number;
  /** Waits for some milliseconds; another one makes tests fast. */
  sleep(milliseconds: number): Promise<void>;
  /** A number from 0 to 1: which part of the longest wait to wait. By default chance decides, so that writers fall out of step. */
  random(): number;
}

const DEFAULTS: RetryPolicy = {
  attempts: 10,
  base: 50,
  cap: 5000,
  sleep: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: Math.random,
};

/** A policy with the defaults for what is not given. Throws a `RangeError` for a number that makes no sense. */
export function retryPolicy(given: Partial<RetryPolicy> = {}): RetryPolicy {
  const policy = { ...DEFAULTS, ...given };
  for (const [name, least] of [["attempts", 1], ["base", 0], ["cap", 0]] as const) {
    if (!(policy[name] >= least && policy[name] < Infinity)) {
      throw new RangeError(
        `Cannot retry with ${name} ${policy[name]}: it must be a number, ${least} or more`,
      );
    }
  }
  return policy;
}

/** Waits before the attempt after `attempt`, the first one being 1: "full jitter" of the AWS Architecture Blog, 2015. */
export function waitAfter(attempt: number, { base, cap, sleep, random }: RetryPolicy): Promise<void> {
  return sleep(random() * Math.min(cap, base * 2 ** (attempt - 1)));
}
