import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPdf, SignatureError, type PdfFile, type PdfValue } from '@loansign/signature'
import { afterAll, describe, expect, it } from 'vitest'
import { corpora } from '../../../packages/signature/src/corpora.node.fixture.js'
import { contractFixture } from '../../../packages/signature/src/pades/contract.fixture.js'
import { appendForm, updateForms } from '../../../packages/signature/src/pdf/forms/appendForm.fixture.js'
import { baseForms } from '../../../packages/signature/src/pdf/pdf.fixture.js'
import { run } from '../judges/run.js'

/** The same file by two readers: whatever object one finds, the other finds with the same value. qpdf's comes as its JSON, version 2. */
const folder = mkdtempSync(join(tmpdir(), 'loansign-readers-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json }
interface QpdfObject {
  readonly value?: Json
  readonly stream?: { readonly dict: Json; readonly data?: string }
}

function byQpdf(path: string): Record<string, QpdfObject> {
  // Warnings follow behind it.
  const { output } = run('qpdf', ['--json', '--json-key=qpdf', '--json-stream-data=inline', '--decode-level=generalized', path])
  const { qpdf } = JSON.parse(output.slice(output.indexOf('{'), output.indexOf('\n}\n') + 2)) as { readonly qpdf: readonly [unknown, Record<string, QpdfObject>] }
  return qpdf[1]
}

/** A value as qpdf writes it, but strings as their octets in hexadecimal and numbers as numbers. */
function plain(value: PdfValue): Json {
  if (value === null || typeof value === 'boolean') return value
  if (value.kind === 'name') return `/${value.name}`
  if (value.kind === 'reference') return `${value.number} ${value.generation} R`
  if (value.kind === 'number') return Number(value.value.toFixed(5))
  if (value.kind === 'string') return `b:${Buffer.from(value.bytes).toString('hex')}`
  if (value.kind === 'array') return value.items.map(plain)
  const entries = value.kind === 'stream' ? value.dictionary.entries : value.entries
  // A key whose value is null is a key that is not there (ISO 32000-2 section 7.3.7).
  return Object.fromEntries([...entries].filter(([, one]) => one !== null).map(([key, one]) => [`/${key}`, plain(one)]))
}

/** The same of what qpdf wrote: `u:` is a text, in PDFDocEncoding or UTF-16 as it was found. */
function normal(value: Json): Json {
  if (typeof value === 'number') return Number(value.toFixed(5))
  if (typeof value === 'string') return value.startsWith('u:') ? `u:${value.slice(2)}` : value
  if (Array.isArray(value)) return value.map(normal)
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, normal(one)]))
  return value
}

/** qpdf gives text where the octets are text: ours are turned into the same before they are compared. */
function alike(ours: Json, theirs: Json): boolean {
  if (typeof ours === 'string' && ours.startsWith('b:') && typeof theirs === 'string' && theirs.startsWith('u:')) {
    const octets = Buffer.from(ours.slice(2), 'hex')
    const text = octets[0] === 0xfe && octets[1] === 0xff ? new TextDecoder('utf-16be').decode(octets) : octets[0] === 0xef ? new TextDecoder().decode(octets) : octets.toString('latin1')
    return text === theirs.slice(2)
  }
  if (Array.isArray(ours) && Array.isArray(theirs)) return ours.length === theirs.length && ours.every((one, index) => alike(one, theirs[index] as Json))
  if (ours !== null && theirs !== null && typeof ours === 'object' && typeof theirs === 'object') {
    const [a, b] = [ours as Record<string, Json>, theirs as Record<string, Json>]
    return Object.keys(a).sort().join() === Object.keys(b).sort().join() && Object.keys(a).every((key) => alike(a[key]!, b[key]!))
  }
  return ours === theirs
}

function differences(pdf: PdfFile, path: string): string[] {
  const found: string[] = []
  let compared = 0
  for (const [name, theirs] of Object.entries(byQpdf(path))) {
    const match = /^obj:(\d+) (\d+) R$/.exec(name)
    if (!match) continue
    compared++
    const ours = pdf.object(Number(match[1]))
    if (theirs.stream) {
      if (ours === null || typeof ours !== 'object' || ours.kind !== 'stream') found.push(`${name} is a stream for qpdf only`)
      else if (!Buffer.from(pdf.decode(ours)).equals(Buffer.from(theirs.stream.data ?? '', 'base64'))) found.push(`${name} has other data`)
      else {
        // qpdf tells the dictionary as it would write it: without what it has undone.
        const undone = ['/Length', '/Filter', '/DecodeParms']
        const rest = (dictionary: Json): Json => Object.fromEntries(Object.entries(dictionary as Record<string, Json>).filter(([key]) => !undone.includes(key)))
        if (!alike(rest(plain(ours)), rest(normal(theirs.stream.dict)))) found.push(`${name} has another dictionary`)
      }
    } else if (!alike(plain(ours), normal(theirs.value ?? null))) found.push(`${name}: ${JSON.stringify(plain(ours))} for us, ${JSON.stringify(normal(theirs.value ?? null))} for qpdf`)
  }
  expect(compared, path).toBeGreaterThan(0)
  return found
}

function save(name: string, bytes: Uint8Array): string {
  const path = join(folder, name)
  writeFileSync(path, bytes)
  return path
}

describe.each(baseForms)('our reader and qpdf on a base with cross-reference %s', (form) => {
  it('find the same objects, before and behind an update of any form', () => {
    const base = contractFixture({ form, straddleSeal: true, objects: ['[(a\\\\(b\\\\)\\\\051\\\\n) <0aB> /A#20b -0.5 3 4.25 true null]'] })
    const files = [base, ...updateForms.map((update) => appendForm(base, update))]
    expect(files.flatMap((file, index) => differences(readPdf(file), save(`${form}-${index}.pdf`, file)))).toEqual([])
  })
})

it('would show a difference', () => {
  const [base, other] = [contractFixture(), contractFixture({ text: 'Amount 900000.00' })]
  expect(differences(readPdf(base), save('other.pdf', other))).toEqual(['obj:5 0 R has other data'])
  expect(differences(readPdf(base), save('renamed.pdf', contractFixture({ fields: ['borrower', 'guarantor'] })))[0]).toContain('obj:12 0 R: ')
})

describe('other people’s files', () => {
  it('are the same to both, where ours reads them at all', ({ skip }) => {
    const home = join(corpora, 'pyHanko')
    skip(!existsSync(home), 'the corpora are missing')
    const found: string[] = []
    let read = 0
    for (const name of readdirSync(home).filter((one) => one.endsWith('.pdf'))) {
      try {
        found.push(...differences(readPdf(readFileSync(join(home, name))), join(home, name)).map((one) => `${name} ${one}`))
        read++
      } catch (error) {
        // What needs repair is repaired by qpdf and refused here.
        if (!(error instanceof SignatureError)) throw error
      }
    }
    expect(read).toBeGreaterThanOrEqual(20)
    expect(found).toEqual([])
  })
})
