import { PDFDocument, PDFName, PDFRef } from 'pdf-lib'
import { describe, expect, it } from 'vitest'
import { readPdf } from '@loansign/signature'
import { openPlainPdf } from './plainPdf.js'
import { writeFrozenFile } from './writeFrozenFile.js'

/** A page, six hundred objects that nobody needs to sign, two streams, and strings that look like syntax. */
async function documentOfMany(): Promise<{ plain: Uint8Array; numbers: number[]; root: number }> {
  const document = await PDFDocument.create({ updateMetadata: false })
  document.addPage([595, 842])
  document.setTitle('(stream) >> endobj \\ endstream')
  const { context } = document
  const numbers = Array.from({ length: 600 }, (_, index) => context.register(context.obj({ Index: index })).objectNumber)
  // A number that no object has.
  context.nextRef()
  context.register(context.stream('q Q', {}))
  context.register(context.stream('q Q '.repeat(100), {}))
  document.catalog.set(PDFName.of('Many'), context.obj(numbers.map((number) => PDFRef.of(number))))
  const plain = await document.save({ useObjectStreams: false })
  return { plain, numbers, root: (context.trailerInfo.Root as PDFRef).objectNumber }
}

const write = (bytes: Uint8Array, plain: readonly number[] = []): Uint8Array => writeFrozenFile({ file: openPlainPdf(bytes), plain: new Set(plain), identifier: '00ff' })

describe('writeFrozenFile', () => {
  it('writes every object once, where the cross-reference says', async () => {
    const { plain, numbers, root } = await documentOfMany()
    const pdf = readPdf(write(plain, [root]))
    expect(numbers.map((number) => pdf.dictionary(pdf.object(number))?.entries.get('Index'))).toMatchObject(numbers.map((_, value) => ({ value })))
    const kinds = new Set(numbers.map((number) => pdf.entry(number)?.type))
    expect([...kinds]).toEqual(['compressed'])
    expect(pdf.entry(root)?.type).toBe('offset')
    expect(pdf.entry(numbers.at(-1)! + 1)?.type).toBe('free')
    const [short, long] = [pdf.object(numbers.at(-1)! + 2), pdf.object(numbers.at(-1)! + 3)] as [any, any]
    expect([short, long].map((stream) => new TextDecoder().decode(pdf.decode(stream)))).toEqual(['q Q', 'q Q '.repeat(100)])
    // What gains by it is deflated.
    expect([short, long].map((stream) => stream.dictionary.entries.has('Filter'))).toEqual([false, true])
    expect(pdf.sections).toHaveLength(1)
    expect(pdf.end).toBe(pdf.bytes.length)
  })

  it('is read by others', async () => {
    const again = await PDFDocument.load(write((await documentOfMany()).plain), { updateMetadata: false, throwOnInvalidObject: true })
    expect(again.getPageCount()).toBe(1)
    expect(again.getTitle()).toBe('(stream) >> endobj \\ endstream')
    expect(again.catalog.lookup(PDFName.of('Many'))?.toString()).toContain(' R')
  })

  it('gives the same bytes for the same input', async () => {
    const { plain } = await documentOfMany()
    expect(write(plain)).toEqual(write(plain))
  })
})

describe('a plain file', () => {
  it.each([
    ['with object streams', async () => (await PDFDocument.load((await documentOfMany()).plain)).save()],
    ['of two revisions', async () => {
      const { plain, root } = await documentOfMany()
      const text = Buffer.from(plain).toString('latin1')
      const at = /startxref\s+(\d+)/.exec(text)![1]
      return Buffer.from(`${text}xref\n0 0\ntrailer\n<</Size 1/Root ${root} 0 R/Prev ${at}>>\nstartxref\n${text.length}\n%%EOF\n`, 'latin1')
    }],
    ['cut short', async () => (await documentOfMany()).plain.subarray(0, 3000)],
    ['whose table points elsewhere', async () => Buffer.from(Buffer.from((await documentOfMany()).plain).toString('latin1').replace(/\n0000000\d{3} 00000 n/, '\n0000000003 00000 n'), 'latin1')],
    ['that uses a number again', async () => Buffer.from(Buffer.from((await documentOfMany()).plain).toString('latin1').replace(' 00000 n', ' 00001 n'), 'latin1')],
  ])('%s is not one', async (_what, make) => {
    const bytes = await make()
    expect(() => openPlainPdf(bytes)).toThrow(TypeError)
  })
})
