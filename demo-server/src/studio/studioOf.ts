import { join } from 'node:path'
import type { ContractEngine } from '@loansign/contract'
import type { House } from '../houses.js'
import { durableFiles } from './store/durableFiles.js'
import { templateStudio, type TemplateStudio } from './templateStudio.js'

const products = ['personal-loan', 'farmer-credit', 'micro-enterprise', 'guaranteed-loan', 'mortgage-loan', 'credit-line']

/** The studio of a house, with everything it keeps below its data directory. */
export function studioOf({ house, dataDirectory, engine }: { readonly house: House; readonly dataDirectory: string; readonly engine: ContractEngine }): TemplateStudio {
  return templateStudio({ files: durableFiles(join(dataDirectory, 'templates')), products, people: house.lawyers, engine, now: () => new Date() })
}
