import type { ContractData } from '../../data/contractData.js'
import { drawingFile } from '../openLenderFile.js'
import { fillFormHere, type FilledForm, type FillFormOptions } from '../fillForm.js'
import type { LenderPlace } from '../findPlaces.js'
import { findTexts, requireTexts, type FoundClause, type RequiredText, type TextFinding, type WantedClause } from '../findTexts.js'
import { readPages } from '../pageTexts.js'
import { takeFileHere, type TakeFileOptions, type TakenFile } from '../takeFile.js'
import type { WantedSpot } from './lenderFileMap.js'

export interface SetLenderFileOptions extends Omit<TakeFileOptions, 'places' | 'data'> {
  /** Null for a file that is finished. */
  readonly form: Pick<FillFormOptions, 'fields' | 'data'> | null
  readonly places: readonly { readonly field: string; readonly role: string; readonly label: string; readonly spot: WantedSpot }[]
  readonly clauses: readonly WantedClause[]
  readonly texts: readonly RequiredText[]
  /** What will be attached, with places of key clauses that are not known yet. */
  readonly contract: ContractData
}

export type SetLenderFile = TakenFile & { readonly keyClauses: readonly FoundClause[] }

/** Fills, reads and freezes a lender's file, in this process and without its limits: for runApart. */
export async function setLenderFileHere({ form, places, clauses, texts, contract, ...options }: SetLenderFileOptions): Promise<SetLenderFile> {
  const { pdf, signatures } = form === null ? { pdf: options.pdf, signatures: [] } : await fillFormHere({ pdf: options.pdf, ...form })
  const { clauses: found, findings } = findTexts(await drawingFile(() => readPages(pdf)), { clauses, texts })
  requireTexts(findings)
  const keyClauses = contract.keyClauses.map((clause) => ({ ...clause, ...found.find(({ id }) => id === clause.id)! }))
  const data = new TextEncoder().encode(JSON.stringify({ ...contract, keyClauses } satisfies ContractData))
  const taken = await takeFileHere({ ...options, pdf, data, places: places.map((place) => placeOf(place, signatures)) })
  return { ...taken, keyClauses: found }
}

/** What a frozen file lacks, in this process. */
export async function checkTextsHere({ pdf, clauses, texts }: Pick<SetLenderFileOptions, 'pdf' | 'clauses' | 'texts'>): Promise<readonly TextFinding[]> {
  return findTexts(await drawingFile(() => readPages(pdf)), { clauses, texts }).findings
}

function placeOf({ spot, ...place }: SetLenderFileOptions['places'][number], signatures: FilledForm['signatures']): LenderPlace {
  if (!('formField' in spot)) return { ...place, ...spot }
  const { page, rect } = signatures.find(({ name }) => name === spot.formField)!
  return { ...place, page, rect }
}
