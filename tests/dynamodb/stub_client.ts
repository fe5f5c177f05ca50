import type { DynamoDBClientLike } from "@dynawrap/dynawrap/dynamodb";

/** A request as the client was given it. */
export interface Call {
  readonly operation: string;
  // deno-lint-ignore no-explicit-any -- tests look into the body of any operation
  readonly input: any;
}

/**
 * A client that answers as a test wants: for what no server does on request, such as leaving part of a batch undone. An answer that
 * is an error is thrown.
 */
export function stubClient(
  answer: (call: Call, index: number) => object,
): { readonly client: DynamoDBClientLike; readonly calls: readonly Call[] } {
  const calls: Call[] = [];
  const client = {
    send(command: object): Promise<object> {
      const { input } = command as { input: unknown };
      const call = { operation: command.constructor.name.replace(/Command$/, ""), input };
      calls.push(call);
      const answered = answer(call, calls.length - 1);
      return answered instanceof Error ? Promise.reject(answered) : Promise.resolve(answered);
    },
  };
  return { client, calls };
}

/** An error as the SDK throws it. */
export function serviceError(name: string, message = "What the service says."): Error {
  return Object.assign(new Error(message), { name });
}
