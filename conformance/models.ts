/** The models that the cases use. */

import { DBItem } from "../core/item.ts";
import * as t from "../core/t.ts";

export class Story extends DBItem({
  pk: "USER#{owner}#STORY#{story_id}",
  sk: "STORY#{story_id}",
  schema: t.object({
    owner: t.string(),
    story_id: t.string(),
    title: t.string(),
    content: t.string({ default: "" }),
  }),
}) {}

export class Page extends DBItem({
  pk: "BOOK#{book}",
  sk: "CH#{chapter}#PG#{page}",
  schema: t.object({ book: t.string(), chapter: t.integer(), page: t.integer() }),
}) {}

export class Chapter extends DBItem({
  pk: "BOOK#{book}",
  sk: "CH#{chapter}",
  schema: t.object({ book: t.string(), chapter: t.string(), text: t.string({ default: "" }) }),
}) {}

export class Share extends DBItem({
  pk: "USER#{owner}#TO#{target}",
  sk: "SHARE",
  schema: t.object({ owner: t.string(), target: t.string() }),
}) {}

export class Entry extends DBItem({
  pk: "LOG#{log}",
  sk: "N#{n:05d}#{at:%Y-%m-%d}",
  schema: t.object({ log: t.string(), n: t.integer(), at: t.date() }),
}) {}

export class Book extends DBItem({
  pk: "USER#{owner}",
  sk: "BOOK#{id}",
  schema: t.object({ owner: t.string(), id: t.string() }),
}) {}

export class Note extends DBItem({
  pk: "USER#{owner}",
  sk: "BOOK#{id}#NOTE#{n}",
  schema: t.object({ owner: t.string(), id: t.string(), n: t.integer() }),
}) {}

/** A model whose sort key is a field and nothing else. */
export class Word extends DBItem({
  pk: "WORDS#{list}",
  sk: "{word}",
  schema: t.object({ list: t.string(), word: t.string(), size: t.optional(t.number()) }),
}) {}

const nested: t.Schema<unknown> = t.unknown();

/** A model with a field of every kind. */
export class Everything extends DBItem({
  pk: "ALL#{id}",
  sk: "V",
  schema: t.object({
    id: t.string(),
    text: t.optional(t.string()),
    number: t.optional(t.number()),
    bigint: t.optional(t.bigint()),
    decimal: t.optional(t.decimal()),
    flag: t.optional(t.boolean()),
    nothing: t.optional(t.nullable(t.string())),
    bytes: t.optional(t.bytes()),
    at: t.optional(t.date()),
    tags: t.optional(t.set(t.string())),
    numbers: t.optional(t.set(t.number())),
    bigints: t.optional(t.set(t.bigint())),
    blobs: t.optional(t.set(t.bytes())),
    list: t.optional(t.array(t.nullable(t.string()))),
    map: t.optional(t.record(t.number())),
    history: t.optional(t.array(t.object({ at: t.date(), by: t.optional(t.string()) }))),
    any: t.optional(nested),
  }),
}) {}

/** A model with a set that is always there. */
export class Tagged extends DBItem({
  pk: "TAGGED#{id}",
  sk: "V",
  schema: t.object({ id: t.string(), tags: t.set(t.string()) }),
}) {}

/** A model with a date in its key. */
export class Event extends DBItem({
  pk: "EVENTS#{of}",
  sk: "AT#{at}",
  schema: t.object({ of: t.string(), at: t.date(), text: t.string({ default: "" }) }),
}) {}
