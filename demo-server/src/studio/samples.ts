import { jsonFile, type ContractOrder, type Language, type ProductSources } from '@loansign/contract'

export interface Sample {
  /** `sample.zh-CN.json`, `sample-short.zh-CN.json` */
  readonly file: string
  readonly language: Language
}

/** The sample orders among a product's files, the one that the product is shown with first. */
export function samplesOf(sources: ProductSources): readonly Sample[] {
  return Object.keys(sources)
    .flatMap((file) => {
      const language = /^sample(?:-\w+)?\.(zh-CN|en)\.json$/.exec(file)?.[1] as Language | undefined
      return language === undefined ? [] : [{ file, language }]
    })
    .sort((a, b) => Number(a.file.startsWith('sample-')) - Number(b.file.startsWith('sample-')) || (a.file < b.file ? -1 : 1))
}

/** A sample made complete: identifiers and time that never change, so that the same draft gives the same pages. */
export function sampleOrderOf(sources: ProductSources, { file, language }: Sample): ContractOrder {
  const sample = jsonFile(sources, file) as Omit<ContractOrder, 'contract'> & { readonly contract?: { readonly number?: string } }
  return {
    ...sample,
    language,
    contract: { number: '', ...sample.contract, id: 'con_TemplateStudio00001', version: 1, nonce: '0'.repeat(32) },
    test: true,
    now: new Date('2026-11-20T02:00:00Z'),
  }
}
