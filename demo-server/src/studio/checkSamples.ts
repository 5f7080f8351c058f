import { loanProduct, type ContractEngine, type ProductSources } from '@loansign/contract'
import { sampleOrderOf, samplesOf } from './samples.js'
import { StudioError } from './studioError.js'

/**
 * Makes every document of every sample with the ordinary engine, as contracts are made, and compares what is drawn with the data.
 * @throws StudioError `draft-does-not-compile` with the first that fails
 */
export async function checkSamples(engine: ContractEngine, sources: ProductSources): Promise<void> {
  for (const { file, language } of samplesOf(sources)) {
    const refuse = (problem: unknown, cause?: unknown): never => {
      throw new StudioError('draft-does-not-compile', { sample: file, problem }, { cause })
    }
    try {
      const product = loanProduct({ engine, sources })
      for (const document of await product.generateDocuments(sampleOrderOf(sources, { file, language }))) {
        const missing = await product.checkDrawnText(document)
        if (missing.length > 0) refuse({ code: 'not-drawn', details: { document: document.document, pointers: missing.map(({ pointer }) => pointer) } })
      }
    } catch (error) {
      if (error instanceof StudioError) throw error
      const { code = 'template-error', details = { message: (error as Error).message } } = error as { code?: string; details?: unknown }
      refuse({ code, details }, error)
    }
  }
}
