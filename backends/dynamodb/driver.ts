/** The driver over DynamoDB's API, whatever carries its requests. */

import type {
  Capabilities,
  Change,
  Driver,
  Failure,
  Page,
  QueryRequest,
  ScanRequest,
  StoredItem,
  WriteRequest,
  WriteResult,
} from "../../core/driver.ts";
import { UnsupportedError } from "../../core/errors.ts";
import type { ItemKey } from "../../core/item_key.ts";
import { checkTableName } from "../../core/table_name.ts";
import { type BatchPolicy, readBatches, writeBatches } from "./batch.ts";
import { explainError } from "./failure.ts";
import { deleteRequest, getRequest, putRequest, queryRequest, scanRequest } from "./requests.ts";
import { type ItemImage, storedItem } from "./stored_item.ts";
import type { PageAnswer, Transport } from "./transport.ts";

export class DynamoDBDriver implements Driver {
  readonly name = "DynamoDB";
  readonly capabilities: Capabilities = {
    orderedScan: false,
    conditions: false,
    updates: false,
    atomic: false,
    indexes: false,
  };
  readonly #transport: Transport;
  readonly #policy: BatchPolicy;

  constructor(transport: Transport, policy: BatchPolicy) {
    this.#transport = transport;
    this.#policy = policy;
  }

  checkTable(table: string): void {
    checkTableName(table, this.name, 3);
  }

  async read(
    table: string,
    keys: readonly ItemKey[],
    { consistent }: { readonly consistent: boolean },
  ): Promise<readonly (StoredItem | undefined)[]> {
    if (keys.length === 1) {
      const { Item } = await this.#transport.send("GetItem", getRequest(table, keys[0]!, consistent));
      return [Item && keyedItem(Item)];
    }
    const found = await readBatches(this.#transport, table, keys, consistent, this.#policy);
    return found.map((item) => item && keyedItem(item));
  }

  async query(request: QueryRequest): Promise<Page> {
    const body = queryRequest(request);
    if (!body) return { items: [], next: undefined };
    return pageOf(await this.#transport.send("Query", body));
  }

  async scan(request: ScanRequest): Promise<Page> {
    return pageOf(await this.#transport.send("Scan", scanRequest(request)));
  }

  async write({ table, changes }: WriteRequest): Promise<WriteResult> {
    if (changes.length !== 1) return await writeBatches(this.#transport, table, changes, this.#policy);
    const [change] = changes as readonly [Change];
    if (change.kind === "put") {
      await this.#transport.send("PutItem", putRequest(table, change.key, change.data));
    } else if (change.kind === "delete") {
      await this.#transport.send("DeleteItem", deleteRequest(table, change.key));
    } else {
      throw new UnsupportedError(`Cannot ${change.kind} an item in DynamoDB: this driver does not offer it`);
    }
    return { unwritten: [] };
  }

  explain(error: unknown): Failure {
    return explainError(error);
  }
}

function pageOf({ Items = [], LastEvaluatedKey }: PageAnswer): Page {
  return { items: Items.map(keyedItem), next: LastEvaluatedKey && keyedItem(LastEvaluatedKey).key };
}

/** An item of a table whose keys are `PK` and `SK`, both texts. */
function keyedItem(image: ItemImage): StoredItem {
  const item = storedItem(image);
  if (!item) throw new TypeError(`its items have no texts as "PK" and "SK", which must be its keys`);
  return item;
}
