import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { productSha256 } from '@loansign/contract'
import { extractAttachment, readPdf } from '@loansign/signature'
import type { LoanSigning } from '@loansign/server'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { house } from '../houses.js'
import { startDemo, type Demo } from '../installation.js'
import { sampleOrderOf, samplesOf } from './samples.js'

type Submitted = Parameters<LoanSigning['applications']['submit']>[0]

const [writer, second] = house.lawyers as [string, string]
const names = ['personal-loan', 'farmer-credit', 'micro-enterprise', 'guaranteed-loan', 'mortgage-loan', 'credit-line']
let directory: string
let demo: Demo
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'loansign-demo-'))
  // As root the database runs as another user, who has to get in.
  chmodSync(directory, 0o711)
  const port = await new Promise<number>((done) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number }
      probe.close(() => done(port))
    })
  })
  demo = await startDemo({ house, language: 'zh-CN', dataDirectory: directory, databaseUrl: undefined, origin: `http://localhost:${port}`, readingSeconds: 0, codeMinutes: null, onNotice: () => undefined })
}, 60_000)
afterAll(async () => {
  await demo.close()
  rmSync(directory, { recursive: true })
})

interface Template { readonly version: number; readonly sha256: string }
const named = ({ version, sha256 }: Template): string => `${version} ${sha256}`

/** A contract from a product's own sample, and the release each of its documents says it was made from, beside the one in the evidence. */
async function made(product: string, number: string): Promise<{ attached: string[]; evidence: string[]; frozen: string }> {
  const { sources } = await demo.studio.released(product)
  const { language, loan, parties, terms } = sampleOrderOf(sources, samplesOf(sources).find((sample) => sample.language === 'zh-CN')!)
  const { id } = await demo.signing.applications.submit({ product, language, loan, parties, ...(terms === undefined ? {} : { terms }) } as Submitted)
  await demo.signing.applications.approve(id, { by: house.approver })
  const contract = await demo.signing.contracts.create({ applicationId: id, number })
  const files = await Promise.all(contract.documents.map((document) => demo.signing.contracts.document(contract.id, document.id)))
  const data = files.map((pdf) => new TextDecoder().decode(extractAttachment({ pdf: readPdf(pdf), name: 'loan.json' })))
  const { events } = await demo.signing.contracts.evidence(contract.id)
  const generated = events.find(({ type }) => type === 'contract.generated')!.data as { documents: { template: Template }[] }
  return { attached: data.map((text) => named((JSON.parse(text) as { template: Template }).template)), evidence: generated.documents.map(({ template }) => named(template)), frozen: data[0]! }
}

it('the demo offers what the studio writes', () => expect(demo.studio.products).toEqual(names))

it.each(names)('%s: contracts are made from the newest release, in every document and in the evidence', async (product) => {
  const { sources, sha256: shipped } = await demo.studio.released(product)
  const before = await made(product, `${product}-1`)
  expect(new Set([...before.attached, ...before.evidence])).toEqual(new Set([`1 ${shipped}`]))

  // A clause that all products share: what is released reaches this product and no other.
  const file = 'shared/clauses.zh-CN.json'
  const change = (text: string): string => text.replace('管理费、咨询费。', '管理费、评审费、咨询费。')
  expect(change(sources[file]!)).not.toBe(sources[file])
  const { sha256 } = await demo.studio.save(product, { by: writer, base: null, files: { [file]: change(sources[file]!) } })
  expect((await made(product, `${product}-draft`)).attached[0]).toBe(`1 ${shipped}`)
  const release = await demo.studio.release(product, { by: second, sha256, note: 'shared clause' })
  expect(productSha256(release.sources)).toBe(sha256)

  const after = await made(product, `${product}-2`)
  expect(after.attached).toHaveLength(before.attached.length)
  expect(new Set([...after.attached, ...after.evidence])).toEqual(new Set([`2 ${sha256}`]))
  expect([before.frozen.includes('评审费'), after.frozen.includes('评审费')]).toEqual([false, true])
}, 120_000)
