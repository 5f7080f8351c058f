import { PDFDocument, PDFName, PDFRef } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { readPdf } from '@loansign/signature'
import { writeFrozenFile } from './writeFrozenFile.js'

/** A page, and six hundred objects that nobody needs to sign. */
async function documentOfMany(): Promise<{ document: PDFDocument; numbers: number[] }> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage([595, 842])
  const { context } = document
  const numbers = Array.from({ length: 600 }, (_, index) => context.register(context.obj({ Index: index })).objectNumber)
  // A number that no object has.
  context.nextRef()
  context.register(context.stream('q Q', {}))
  document.catalog.set(PDFName.of('Many'), context.obj(numbers.map((number) => PDFRef.of(number))))
  await document.flush()
  return { document, numbers }
}

describe('writeFrozenFile', () => {
  it('writes every object once, where the cross-reference says', async () => {
    const { document, numbers } = await documentOfMany()
    const root = document.context.trailerInfo.Root as PDFRef
    const pdf = readPdf(writeFrozenFile(document, new Set([root])))
    expect(numbers.map((number) => pdf.dictionary(pdf.object(number))?.entries.get('Index'))).toMatchObject(numbers.map((_, value) => ({ value })))
    const kinds = new Set(numbers.map((number) => pdf.entry(number)?.type))
    expect([...kinds]).toEqual(['compressed'])
    expect(pdf.entry(root.objectNumber)?.type).toBe('offset')
    expect(pdf.entry(numbers.at(-1)! + 1)?.type).toBe('free')
    expect(pdf.object(numbers.at(-1)! + 2)).toMatchObject({ kind: 'stream' })
    expect(pdf.sections).toHaveLength(1)
    expect(pdf.end).toBe(pdf.bytes.length)
  })

  it('is read by others', async () => {
    const { document } = await documentOfMany()
    const again = await PDFDocument.load(writeFrozenFile(document, new Set()), { updateMetadata: false, throwOnInvalidObject: true })
    expect(again.getPageCount()).toBe(1)
    expect(again.catalog.lookup(PDFName.of('Many'))?.toString()).toContain(' R')
  })

  it('gives the same bytes for the same input', async () => {
    const [one, other] = await Promise.all([documentOfMany(), documentOfMany()])
    expect(writeFrozenFile(one.document, new Set())).toEqual(writeFrozenFile(other.document, new Set()))
  })
})
