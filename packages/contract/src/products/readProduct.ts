import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import type { ContractOrder, Language, Texts } from '../data/contractOrder.js'
import type { CostRule } from '../data/costTable.js'
import type { KeyClauseDraft } from '../data/keyClauses.js'
import type { ContractRule } from '../validation/checkRules.js'
import type { Schema } from '../validation/schema.js'

/** Who takes part, in signing order; the lender signs last and is not listed. */
export interface PartyRule {
  readonly role: string
  readonly label: Texts
  readonly least: number
  readonly most: number
}

/** A document of its own: one file, one purpose, its own signatures. The first of a product is the contract. */
export interface DocumentRule {
  readonly id: string
  readonly title: Texts
  /** Path of the template without language and ending; `companions/…` are shared by all products. */
  readonly template: string
  /** Roles that sign it, in order. */
  readonly signers: readonly string[]
  /** Of these roles only who is named there, by a JSON pointer with `*`. */
  readonly named?: string
  /** What those who sign are called in this document, where their role says it otherwise. */
  readonly as?: Texts
  /** Once for every person of these roles, for consents that each gives alone. */
  readonly perPerson?: boolean
}

/** What a product's folder says. */
export interface ProductDefinition {
  readonly product: string
  readonly title: Texts
  readonly languages: readonly Language[]
  readonly lender: Texts
  readonly parties: readonly PartyRule[]
  readonly documents: readonly DocumentRule[]
  readonly rules: readonly ContractRule[]
  readonly costs: readonly CostRule[]
  /** JSON Schema of an order, shared definitions included. */
  readonly schema: Schema
  readonly clauses: Readonly<Partial<Record<Language, readonly KeyClauseDraft[]>>>
  /** Orders of fictional people, without identifiers and time. */
  readonly samples: Readonly<Partial<Record<Language, Pick<ContractOrder, 'language' | 'lender' | 'loan' | 'parties' | 'terms'> & { readonly contract: { readonly number: string } }>>>
  /** Templates by the path they have for the engine. */
  readonly files: Readonly<Record<string, string>>
}

type ProductFile = Omit<ProductDefinition, 'schema' | 'clauses' | 'samples' | 'files'>

const shared = new URL('../../products/', import.meta.url)

/** Where a product of this package lies. */
export function productFolder(name: string): URL {
  return new URL(`${name}/`, shared)
}

/**
 * Reads a product from its folder: `product.json`, `schema.json`, `clauses.<language>.json`, `sample.<language>.json` and its templates `<template>.<language>.typ`.
 * The library and the companions of this package stand beside them. A folder of a lender's own works the same.
 */
export function readProduct(folder: URL | string): ProductDefinition {
  const place = typeof folder === 'string' ? pathToFileURL(`${folder.replace(/\/$/, '')}/`) : folder
  const text = (name: string, from = place): string => readFileSync(new URL(name, from), 'utf8')
  const json = (name: string, from = place): unknown => JSON.parse(text(name, from))
  const file = json('product.json') as ProductFile
  const schema = json('schema.json') as Schema
  const { $defs } = json('order.schema.json', shared) as Schema
  const companions = new URL('companions/', shared)
  const byLanguage = <T>(kind: string): Partial<Record<Language, T>> => Object.fromEntries(file.languages.map((language) => [language, json(`${kind}.${language}.json`) as T]))
  const templates = (from: URL, prefix: string): [string, string][] => readdirSync(from).filter((name) => name.endsWith('.typ')).map((name) => [`${prefix}${name}`, text(name, from)])
  return {
    ...file,
    schema: { ...schema, $defs: { ...$defs, ...schema.$defs } },
    clauses: Object.fromEntries(file.languages.map((language) => [language, clausesOf(json(`clauses.${language}.json`) as (KeyClauseDraft | string)[], json(`clauses.${language}.json`, shared) as KeyClauseDraft[])])),
    samples: byLanguage('sample'),
    files: Object.fromEntries([...templates(shared, ''), ...templates(companions, 'companions/'), ...templates(place, '')]),
  }
}

/** A text of its own, or the name of a clause all products share. */
function clausesOf(own: readonly (KeyClauseDraft | string)[], common: readonly KeyClauseDraft[]): readonly KeyClauseDraft[] {
  return own.map((entry) => {
    const found = typeof entry === 'string' ? common.find(({ id }) => id === entry) : entry
    if (found === undefined) throw new TypeError(`no shared key clause is called ${String(entry)}`)
    return found
  })
}
