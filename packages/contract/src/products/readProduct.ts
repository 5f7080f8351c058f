import { readdirSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { jsonFile } from './jsonFile.js'
import { productSha256, type ProductSources } from './productSha256.js'
import type { ContractOrder, Language, Texts } from '../data/contractOrder.js'
import type { CostRule } from '../data/costTable.js'
import type { KeyClauseDraft } from '../data/keyClauses.js'
import { ContractError } from '../errors.js'
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
  /** Counts its releases, from 1. */
  readonly version: number
  /** A line that is drawn in parts, where the contract is not of one loan. */
  readonly opens?: 'credit-line'
  readonly title: Texts
  readonly languages: readonly Language[]
  readonly lender: Texts
  readonly parties: readonly PartyRule[]
  readonly documents: readonly DocumentRule[]
  readonly rules: readonly ContractRule[]
  readonly costs: readonly CostRule[]
  /** Companions of this package that the product does not have, by its lender's choice: asked of products whose contract is the lender's own file. */
  readonly leftOut?: readonly string[]
  /** JSON Schema of an order, shared definitions included. */
  readonly schema: Schema
  readonly clauses: Readonly<Partial<Record<Language, readonly KeyClauseDraft[]>>>
  /** Orders of fictional people, without identifiers and time. */
  readonly samples: Readonly<Partial<Record<Language, Pick<ContractOrder, 'language' | 'lender' | 'loan' | 'parties' | 'terms'> & { readonly contract: { readonly number: string } }>>>
  /** Templates by the path they have for the engine. */
  readonly files: Readonly<Record<string, string>>
  /** All it was read from. */
  readonly sources: ProductSources
  /** Of the sources; see productSha256. */
  readonly sha256: string
}

type ProductFile = Omit<ProductDefinition, 'schema' | 'clauses' | 'samples' | 'files' | 'sources' | 'sha256'>

const shared = new URL('../../products/', import.meta.url)

/** Where a product of this package lies. */
export function productFolder(name: string): URL {
  return new URL(`${name}/`, shared)
}

/**
 * Reads a product from its folder: `product.json`, `schema.json`, `clauses.<language>.json`, `sample.<language>.json`, further samples
 * `sample-<name>.<language>.json`, and its templates `<template>.<language>.typ`. The library and the companions of this package stand beside them.
 * A folder of a lender's own works the same.
 */
export function readProduct(folder: URL | string): ProductDefinition {
  return productFrom(readProductSources(folder))
}

/** The files a product consists of. What all products share lies beside its own: templates at the root and in `companions/`, JSON in `shared/`. */
export function readProductSources(folder: URL | string): ProductSources {
  const place = typeof folder === 'string' ? pathToFileURL(`${folder.replace(/\/$/, '')}/`) : folder
  const texts = (from: URL, prefix: string, wanted: RegExp): [string, string][] =>
    readdirSync(from).filter((name) => wanted.test(name)).sort().map((name) => [`${prefix}${name}`, readFileSync(new URL(name, from), 'utf8')])
  return Object.fromEntries([
    ...texts(shared, '', /\.typ$/),
    ...texts(shared, 'shared/', /\.json$/),
    ...texts(new URL('companions/', shared), 'companions/', /\.typ$/),
    ...texts(place, '', /\.typ$|^(?:product|schema|clauses\.[\w-]+|sample(?:-\w+)?\.[\w-]+)\.json$/),
  ])
}

/**
 * A product from its files, wherever they are kept.
 * @throws ContractError `template-error` for a file that is missing or no JSON
 */
export function productFrom(sources: ProductSources): ProductDefinition {
  const json = (name: string): unknown => jsonFile(sources, name)
  const file = json('product.json') as ProductFile
  const schema = json('schema.json') as Schema
  const { $defs } = json('shared/order.schema.json') as Schema
  const byLanguage = <T>(kind: string): Partial<Record<Language, T>> => Object.fromEntries(file.languages.map((language) => [language, json(`${kind}.${language}.json`) as T]))
  const clauses = (language: Language): readonly KeyClauseDraft[] => clausesOf(`clauses.${language}.json`, json(`clauses.${language}.json`) as (KeyClauseDraft | string)[], json(`shared/clauses.${language}.json`) as KeyClauseDraft[])
  return {
    ...file,
    version: file.version ?? 1,
    schema: { ...schema, $defs: { ...$defs, ...schema.$defs } },
    clauses: Object.fromEntries(file.languages.map((language) => [language, clauses(language)])),
    samples: byLanguage('sample'),
    files: Object.fromEntries(Object.entries(sources).filter(([name]) => name.endsWith('.typ'))),
    sources,
    sha256: productSha256(sources),
  }
}

/** A text of its own, or the name of a clause all products share. */
function clausesOf(file: string, own: readonly (KeyClauseDraft | string)[], common: readonly KeyClauseDraft[]): readonly KeyClauseDraft[] {
  return own.map((entry) => {
    const found = typeof entry === 'string' ? common.find(({ id }) => id === entry) : entry
    if (found === undefined) throw new ContractError('template-error', { file, line: 0, column: 0, message: `no shared key clause is called ${String(entry)}` })
    return found
  })
}
