import { createHash } from 'node:crypto'
import { consentStatement } from '@loansign/protocol'
import { describe, expect, it } from 'vitest'
import { sampleView } from '../testing/sampleView.fixture.js'
import { checkView } from './checkView.js'
import type { OpenedDocument } from './openDocument.js'

const honest = sampleView({ consents: sampleView().consents.map((consent) => ({ ...consent, textSha256: createHash('sha256').update(consentStatement(consent)).digest('hex') })) })
const [document] = honest.documents
const opened = [{ id: document!.id, sha256: document!.sha256 } as OpenedDocument]

describe('checkView', () => {
  it('passes what is honest, on a new device and on one that knows the document', async () => {
    await checkView({ view: honest, opened: [], seen: {} })
    await checkView({ view: honest, opened, seen: { [document!.id]: document!.sha256 } })
  })

  it.each(['title', 'text', 'recipient', 'textVersion'] as const)('refuses a consent whose %s is not what its digest says', async (field) => {
    const consents = honest.consents.map((consent, index) => (index === 1 ? { ...consent, [field]: 'another' } : consent))
    await expect(checkView({ view: { ...honest, consents }, opened, seen: {} })).rejects.toMatchObject({ code: 'consent-mismatch' })
  })

  it('refuses a document that changes its digest, within a visit or between two', async () => {
    const changed = { ...honest, documents: [{ ...document!, sha256: 'cd'.repeat(32) }] }
    await expect(checkView({ view: changed, opened, seen: {} })).rejects.toMatchObject({ code: 'document-digest-mismatch', details: { registered: document!.sha256 } })
    await expect(checkView({ view: changed, opened: [], seen: { [document!.id]: document!.sha256 } })).rejects.toMatchObject({ code: 'document-digest-mismatch' })
    await expect(checkView({ view: { ...honest, documents: [] }, opened, seen: {} })).rejects.toMatchObject({ code: 'document-digest-mismatch' })
  })

  it('refuses a document that takes the place of one that was read, under a name never seen', async () => {
    const second = { ...document!, id: 'doc_second', sha256: 'ef'.repeat(32) }
    const both = [...opened, { id: second.id, sha256: second.sha256 } as OpenedDocument]
    await checkView({ view: { ...honest, documents: [document!, second] }, opened: both, seen: {} })
    for (const documents of [[document!, { ...second, id: 'doc_other', sha256: 'ab'.repeat(32) }], [document!, document!], [{ ...second, id: 'doc_other' }, second]]) {
      await expect(checkView({ view: { ...honest, documents }, opened: both, seen: {} })).rejects.toMatchObject({ code: 'document-digest-mismatch' })
    }
  })
})
