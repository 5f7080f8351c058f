import { beforeAll, describe, expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { writePdf } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { inspectBase } from '../checks/inspectBase.js'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { attribute } from '../../cms/buildSignedAttributes.js'
import { oids } from '../../der/oids.js'
import { requestTimestamp } from '../../timestamp/requestTimestamp.js'
import { contractFixture } from '../contract.fixture.js'
import { inspectPdf } from '../inspection/inspectPdf.js'
import { authority, certify, makeTestPki, type TestPki } from '../pki.fixture.js'
import { signOver, text } from '../signOver.fixture.js'
import { prepareSignature } from '../signing/prepareSignature.js'
import { verifyPdf } from '../validation/verifyPdf.js'
import { signedContract } from './victim.fixture.js'

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

/** A signature whose CMS carries so many more certificates or tokens than any needs. */
async function laden(what: { readonly certificates?: readonly Uint8Array[]; readonly token?: Uint8Array; readonly tokens?: number }): Promise<Uint8Array> {
  const { certificates = [], token, tokens = 0 } = what
  const unsigned = token ? Array.from({ length: tokens }, () => attribute(oids.signatureTimeStampToken, token)) : []
  const wide = { ...pki, signer: { ...pki.signer, certificates: [...pki.signer.certificates, ...certificates] } }
  const base = contractFixture()
  return signOver({
    pki: wide,
    base,
    contentsSize: 1_000_000,
    build: async ({ signedAttributes, certificates: all }) => assembleSignedData({ signedAttributes, signature: await pki.signer.sign(signedAttributes), algorithm: 'ES256', certificates: all, unsignedAttributes: unsigned }),
  })
}

/** Small files that would keep a reader busy for hours: each has to come to an answer, or to a named limit, soon. */
const files: Record<string, () => Promise<Uint8Array> | Uint8Array> = {
  'a tree of attachments in which each node has the next one twice': () => {
    const first = 20
    return contractFixture({ catalog: `/Names<</EmbeddedFiles ${first} 0 R>>`, objects: Array.from({ length: 50 }, (_, index) => (index < 49 ? `<</Kids[${first + index + 1} 0 R ${first + index + 1} 0 R]>>` : '<</Names[]>>')) })
  },
  'a security store that names one large stream a hundred thousand times': () => {
    const data = 'x'.repeat(1_000_000)
    return contractFixture({ catalog: '/DSS 20 0 R', objects: [`<</Certs[${'21 0 R '.repeat(100_000)}]/OCSPs[${'21 0 R '.repeat(100_000)}]>>`, `<</Length ${data.length}>>\nstream\n${data}\nendstream`] })
  },
  'a signature with two thousand certificates that all may have issued each other': async () => {
    const key = pki.rootKey
    const certificates = await Promise.all(Array.from({ length: 2000 }, () => certify({ subject: 'Test Root', issuer: 'Test Root', key, issuerKey: key, extensions: authority() })))
    return laden({ certificates })
  },
  'a signature with six hundred timestamps': async () => {
    const token = await requestTimestamp({ authority: pki.timestampAuthority, digest: new Uint8Array(32) })
    return laden({ token, tokens: 600 })
  },
  'many objects, and ten times as many heads of objects inside one stream': async () => {
    const heads = '1 0 obj '.repeat(240_000)
    return signedContract({ pki, form: 'table' }, { objects: [...Array.from({ length: 24_000 }, () => 'null'), `<</Length ${heads.length}>>\nstream\n${heads}\nendstream`] })
  },
  'twenty thousand fields that show one signature': async () => {
    const signed = text(await signedContract({ pki, form: 'table' }))
    const value = /\/Type\/Sig[^]*?>>>/.exec(signed)![0]
    const bodies = new Map([[1, '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 5 0 R/SigFlags 3>>>>'], [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'], [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>'], [4, `<<${value}`]])
    const count = 20_000
    bodies.set(5, `[${Array.from({ length: count }, (_, index) => `${10 + index} 0 R`).join(' ')}]`)
    for (let index = 0; index < count; index++) bodies.set(10 + index, `<</FT/Sig/T(${index})/V 4 0 R>>`)
    return writePdf(bodies)
  },
  'five thousand signatures that each leave out their own value and nothing else': async () => {
    const signed = await signedContract({ pki, form: 'table' })
    const cms = /\/Contents<([0-9a-f]+)>/.exec(text(signed))![1]!.replace(/(00)+$/, '')
    const count = 5000
    const bodies = new Map([[1, '<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields 5 0 R/SigFlags 3>>>>'], [2, '<</Type/Pages/Kids[3 0 R]/Count 1>>'], [3, '<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>']])
    bodies.set(5, `[${Array.from({ length: count }, (_, index) => `${10 + 2 * index} 0 R`).join(' ')}]`)
    for (let index = 0; index < count; index++) {
      bodies.set(10 + 2 * index, `<</FT/Sig/T(${index})/V ${11 + 2 * index} 0 R>>`)
      bodies.set(11 + 2 * index, `<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1111111111 2222222222 3333333333]/Contents<${cms}>>>`)
    }
    const whole = text(writePdf(bodies))
    const parts: string[] = []
    let at = 0
    for (const match of whole.matchAll(/\[0 1111111111 2222222222 3333333333\]\/Contents<[0-9a-f]+>/g)) {
      const gap = match.index + '[0 1111111111 2222222222 3333333333]/Contents'.length
      const end = match.index + match[0].length
      parts.push(whole.slice(at, match.index), `[0 ${gap} ${end} ${whole.length - end}]`.padEnd('[0 1111111111 2222222222 3333333333]'.length), whole.slice(gap - '/Contents'.length, end))
      at = end
    }
    return latin1(parts.join('') + whole.slice(at))
  },
}

async function answered(call: () => unknown): Promise<number> {
  const start = performance.now()
  try {
    await call()
  } catch (error) {
    if (!(error instanceof SignatureError)) throw error
  }
  return performance.now() - start
}

describe.each(Object.keys(files))('%s', (name) => {
  let file: Uint8Array
  beforeAll(async () => {
    file = await files[name]!()
  })

  it.each<[string, (bytes: Uint8Array) => unknown]>([
    ['verifyPdf', (bytes) => verifyPdf(bytes, { trustAnchors: [pki.root] })],
    ['inspectPdf', (bytes) => inspectPdf(bytes)],
    ['inspectBase', (bytes) => inspectBase(bytes)],
    ['prepareSignature', (bytes) => prepareSignature({ base: bytes, field: 'borrower', signerName: '周禾田', signingTime: new Date() })],
  ])('keeps %s no longer than ten seconds', async (_verb, call) => {
    expect(await answered(() => call(file))).toBeLessThan(10_000)
  }, 60_000)
})
