import type { Texts } from '../data/contractOrder.js'

/** As much of JSON Schema 2020-12 as products use, with two annotations of ours: `titles` names a field in both languages, `expected` says what it takes. */
export interface Schema {
  readonly $ref?: string
  readonly $defs?: Readonly<Record<string, Schema>>
  readonly titles?: Texts
  readonly expected?: Texts
  readonly const?: unknown
  readonly format?: string
  readonly oneOf?: readonly Schema[]
  readonly required?: readonly string[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
}

/** Follows `#/$defs/…`; what stands beside a reference goes before what it refers to. */
export function resolve(root: Schema, schema: Schema): Schema {
  if (schema.$ref === undefined) return schema
  const target = root.$defs?.[schema.$ref.replace('#/$defs/', '')]
  if (target === undefined) throw new TypeError(`the schema has no ${schema.$ref}`)
  return { ...resolve(root, target), ...schema }
}

/** The schema of a member, by the name or index it has in its parent. */
export function memberSchema(root: Schema, parent: Schema, key: string): Schema | undefined {
  const { properties, items } = resolve(root, parent)
  return properties?.[key] ?? (/^\d+$/.test(key) ? items : undefined)
}
