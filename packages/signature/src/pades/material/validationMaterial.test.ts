import { zlibSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { element, objectIdentifier, sequence } from '../../der/write.js'
import { writePdf } from '../../pdf/pdf.fixture.js'
import { readPdf } from '../../pdf/readPdf.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { text } from '../signOver.fixture.js'
import { makeLevelPki } from '../levelPki.fixture.js'
import { SignatureError } from '../../errors.js'
import type { RevocationSource } from '../../revocation/revocationSource.js'
import type { Certificate } from '../../x509/parseCertificate.js'
import { asking } from './asking.js'
import { collectMaterial, proveMaterial } from './validationMaterial.js'

const perList = 200_000

/** A list whose entries differ in their serial numbers alone; nobody signed it. */
function longList(): Uint8Array {
  const time = element(0x17, latin1('260101000000Z'))
  const one = sequence(element(0x02, Uint8Array.of(1, 0, 0, 0)), time)
  const entries = new Uint8Array(one.length * perList)
  for (let i = 0; i < perList; i++) {
    entries.set(one, i * one.length)
    entries.set([(i >> 16) & 255, (i >> 8) & 255, i & 255], i * one.length + 5)
  }
  const algorithm = sequence(objectIdentifier('1.2.840.10045.4.3.2'))
  const name = sequence(element(0x31, sequence(objectIdentifier('2.5.4.3'), element(0x0c, latin1('x')))))
  const tbs = sequence(element(0x02, Uint8Array.of(1)), algorithm, name, time, element(0x30, entries))
  return sequence(tbs, algorithm, element(0x03, Uint8Array.of(0, 1, 2)))
}

describe('collectMaterial', () => {
  it('reads so many entries of revocation lists and no more, however many lists a small file holds', () => {
    const deflated = text(zlibSync(longList()))
    const stream = `<</Filter/FlateDecode/Length ${deflated.length}>>\nstream\n${deflated}\nendstream`
    const references = Array.from({ length: 8 }, (_, i) => `${10 + i} 0 R`).join(' ')
    const file = writePdf(new Map([
      [1, `<</Type/Catalog/Pages 2 0 R/DSS<</CRLs[${references}]>>>>`],
      [2, '<</Type/Pages/Kids[]/Count 0>>'],
      ...Array.from({ length: 8 }, (_, i): [number, string] => [10 + i, stream]),
    ]))
    const { items } = collectMaterial(readPdf(file), null)
    expect(items.map(({ data }) => (data?.kind === 'crl' ? data.list.entries.size : null))).toEqual([perList, perList, null, null, null, null, null, null])
  }, 30_000)
})

describe('proveMaterial', () => {
  it('proves what was covered whole, and nothing that only begins there', () => {
    const pdf = readPdf(writePdf(new Map([[1, '<</Type/Catalog/Pages 2 0 R/DSS<</CRLs[3 0 R]>>>>'], [2, '<</Type/Pages/Kids[]/Count 0>>'], [3, '<</Length 3>>\nstream\nabc\nendstream']])))
    const material = collectMaterial(pdf, null)
    const [start, end] = pdf.objectRange(3)!
    proveMaterial(material, start + 1, new Date(0))
    proveMaterial(material, end - 1, new Date(0))
    expect(material.items[0]!.provenAt).toBe(null)
    proveMaterial(material, end, new Date(0))
    expect(material.items[0]!.provenAt).toEqual(new Date(0))
  })
})

describe('a source', () => {
  const empty = readPdf(writePdf(new Map([[1, '<</Type/Catalog/Pages 2 0 R>>'], [2, '<</Type/Pages/Kids[]/Count 0>>']])))
  /** Many certificates of one kind, as a hostile file holds them. */
  const others = (certificate: Certificate): Certificate[] => Array.from({ length: 50 }, (_, i) => ({ ...certificate, signature: Uint8Array.of(i) }))

  it('that never answers is left alone after eight questions, whatever a file names', async () => {
    const { borrower, issuing } = await makeLevelPki()
    let asked = 0
    const noAnswer = async (): Promise<never> => {
      asked++
      throw new SignatureError('revocation-unreachable')
    }
    const source: RevocationSource = { fetchOcsp: noAnswer, fetchCrl: noAnswer, fetchIssuers: noAnswer }
    const material = collectMaterial(empty, asking(source))
    for (const certificate of others(borrower.holder.certificate)) {
      expect(await material.asker!.acquire(material, 'ocsp', { certificate, issuer: issuing.certificate })).toBe(false)
      expect(await material.asker!.acquireIssuers(material, certificate, [])).toBe(false)
    }
    expect(asked).toBe(8)
  })

  it.each([['says nothing', async (): Promise<never> => Promise.reject(new SignatureError('revocation-unreachable'))], ['answers what nobody can read', async () => Uint8Array.of(1)]])('that %s is left alone as soon when all is asked at once', async (_what, answer) => {
    const { borrower, issuing } = await makeLevelPki()
    let asked = 0
    const slowly = async (): Promise<Uint8Array> => {
      asked++
      await new Promise((done) => setTimeout(done, 5))
      return answer()
    }
    const source: RevocationSource = { fetchOcsp: slowly, fetchCrl: slowly, fetchIssuers: async () => [await slowly()] }
    const material = collectMaterial(empty, asking(source))
    const answers = others(borrower.holder.certificate).flatMap((certificate) => [material.asker!.acquire(material, 'crl', { certificate, issuer: issuing.certificate }), material.asker!.acquireIssuers(material, certificate, [])])
    expect(new Set(await Promise.all(answers))).toEqual(new Set([false]))
    expect([asked, material.items.length]).toEqual([8, 0])
  })

  it('that answers everything is asked two hundred questions, eight at a time', async () => {
    const { borrower, issuing, ...pki } = await makeLevelPki()
    const list = (await pki.source().fetchCrl({ certificate: issuing.certificate, issuer: pki.root.certificate }))!
    let [asked, open, most] = [0, 0, 0]
    const fetchCrl = async (): Promise<Uint8Array> => {
      asked++
      most = Math.max(most, ++open)
      await new Promise((done) => setTimeout(done, 1))
      open--
      return list
    }
    const material = collectMaterial(empty, asking({ fetchOcsp: async () => null, fetchCrl }))
    const certificates = Array.from({ length: 300 }, (_, i) => ({ ...borrower.holder.certificate, signature: Uint8Array.of(i >> 8, i & 255) }))
    await Promise.all(certificates.map((certificate) => material.asker!.acquire(material, 'crl', { certificate, issuer: issuing.certificate })))
    expect([asked, most, material.items.length]).toEqual([200, 8, 200])
  })

  it('is asked once for the issuer of a certificate, however often a file holds that', async () => {
    const { borrower } = await makeLevelPki()
    let asked = 0
    const source: RevocationSource = { fetchOcsp: async () => null, fetchCrl: async () => null, fetchIssuers: async () => (asked++, []) }
    const material = collectMaterial(empty, asking(source))
    for (let i = 0; i < 400; i++) await material.asker!.acquireIssuers(material, borrower.holder.certificate, [])
    expect(asked).toBe(1)
  })
})
