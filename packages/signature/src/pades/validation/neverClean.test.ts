import { beforeAll, describe, expect, it } from 'vitest'
import { assembleSignedData } from '../../cms/assembleSignedData.js'
import { attribute } from '../../cms/buildSignedAttributes.js'
import { bytesEqual, concatBytes } from '../../der/bytes.js'
import { oids } from '../../der/oids.js'
import { children, readDer } from '../../der/read.js'
import { element, integer, objectIdentifier, sequence, setOf } from '../../der/write.js'
import { writePdf } from '../../pdf/pdf.fixture.js'
import { latin1 } from '../../pdf/syntax/write.js'
import { contractFixture } from '../contract.fixture.js'
import { certify, makeTestPki, purpose, signingUsage, type TestPki } from '../pki.fixture.js'
import { signOver, text, type Unsigned } from '../signOver.fixture.js'
import type { ValidationReport } from './verdict/report.js'
import { verifyPdf } from './verifyPdf.js'

let pki: TestPki
beforeAll(async () => {
  pki = await makeTestPki()
})

const verify = (bytes: Uint8Array): Promise<ValidationReport> => verifyPdf(bytes, { trustAnchors: [pki.root] })
const warningsOf = ({ warnings, signatures }: ValidationReport): string[] => [...warnings, ...signatures.flatMap((signature) => signature.warnings)]

/** Edits the tail's text before it is signed, all in place. */
const edit = (from: RegExp, to: (found: string) => string) => (unsigned: Unsigned): Unsigned => {
  const before = text(unsigned.file)
  const after = before.replace(from, to)
  if (after === before || after.length !== before.length) throw new Error('the edit does not fit')
  return { ...unsigned, file: latin1(after) as Uint8Array<ArrayBuffer> }
}

/** Adds to the end of the file before it is signed; the range covers it. */
const add = (extra: string) => (unsigned: Unsigned): Unsigned => ({
  ...unsigned,
  file: concatBytes([unsigned.file, latin1(extra)]),
  range: [...unsigned.range.slice(0, 3), unsigned.range[3]! + extra.length],
})

/** The whole file, signature field and all, made of one revision again, as software does that saves anew before it signs. */
const oneRevision = (change: (bodies: Map<number, string>) => void) => (unsigned: Unsigned): Unsigned => {
  const bodies = new Map([...text(unsigned.file).matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match) => [Number(match[1]), match[2]!]))
  change(bodies)
  const file = writePdf(bodies)
  const contentsAt = text(file).lastIndexOf('/Contents<0') + '/Contents'.length
  const end = text(file).indexOf('>', contentsAt) + 1
  return { file, contentsAt, range: [0, contentsAt, end, file.length - end] }
}
const set = (number: number, change: (body: string) => string) => (bodies: Map<number, string>): void => void bodies.set(number, change(bodies.get(number)!))

/** The page's content listed again, as what the second page shows. */
const listedTwice = (unsigned: Unsigned): Unsigned => {
  const once = oneRevision(() => undefined)(unsigned)
  const whole = text(once.file)
  const extra = `5 1\n${String(whole.indexOf('8 0 obj')).padStart(10, '0')} 00000 n \n`
  const file = latin1(whole.replace('trailer\n', `${extra}trailer\n`)) as Uint8Array<ArrayBuffer>
  return { ...once, file, range: [...once.range.slice(0, 3), once.range[3]! + extra.length] }
}

describe('what is signed soundly in a file that is not sound', () => {
  it('nothing wrong: it passes, in two revisions and in one', async () => {
    expect((await verify(await signOver({ pki, base: contractFixture() }))).indication).toBe('TOTAL-PASSED')
    expect(await verify(await signOver({ pki, base: contractFixture(), change: oneRevision(() => undefined) }))).toMatchObject({ indication: 'TOTAL-PASSED', revisions: 1 })
  })

  const decoy = '5 0 obj\n<</Length 44>>\nstream\nBT /F1 14 Tf 72 700 Td (Amount 999999) Tj ET   \nendstream\nendobj\n'
  it.each<[finding: string, warning: string, change: (unsigned: Unsigned) => Unsigned]>([
    ['a startxref that points beside the table', 'unreadable-file', edit(/\d+(?=\n%%EOF\n$)/, (found) => found.replace(/\d/g, '0'))],
    ['a table whose offsets are off by one', 'unreadable-file', edit(/\d{10}(?= 00000 n \ntrailer\n<<[^<]*<<?[^]*%%EOF\n$)/, (found) => String(Number(found) + 1).padStart(10, '0'))],
    ['a comment behind the last %%EOF', 'bytes-after-end', add('% a comment\n')],
    ['a second end', 'bytes-after-end', add('%%EOF\n')],
    ['white space behind the last %%EOF', 'bytes-after-end', add('\n\n')],
    ['two keys alike in a page', 'object-unreadable', oneRevision(set(3, (body) => body.replace('/Contents 5 0 R', '/Contents 8 0 R/Contents 5 0 R')))],
    ['two keys alike, one written with escapes', 'object-unreadable', oneRevision(set(3, (body) => body.replace('/Contents 5 0 R', '/Content#73 8 0 R/Contents 5 0 R')))],
    ['a stream longer than it says', 'object-unreadable', oneRevision(set(5, (body) => body.replace(/\/Length \d+/, '/Length 10')))],
    ['an object listed twice in one table', 'unreadable-file', listedTwice],
  ])('%s: %s', async (_, warning, change) => {
    const report = await verify(await signOver({ pki, base: contractFixture(), change }))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(warningsOf(report)).toContain(warning)
  })

  it('two keys alike in the file that is signed by an update', async () => {
    const change = (body: string): string => body.replace('/Contents 5 0 R', '/Contents 8 0 R/Contents 5 0 R')
    const base = oneRevision(set(3, change))({ file: contractFixture(), range: [], contentsAt: 0 }).file
    expect(await verify(await signOver({ pki, base }))).toMatchObject({ indication: 'TOTAL-FAILED', warnings: ['unreadable-file'] })
  })

  it('an object beside the one the table lists, before and behind it', async () => {
    for (const head of ['%PDF-1.7\n', 'endobj\n']) {
      const change = (unsigned: Unsigned): Unsigned => {
        const { file } = oneRevision(() => undefined)(unsigned)
        const whole = text(file)
        const at = (head === 'endobj\n' ? whole.lastIndexOf(head) : whole.indexOf(head)) + head.length
        const startxref = whole.lastIndexOf('xref\n0 ')
        const moved = whole.slice(0, at) + decoy + whole.slice(at, startxref).concat(whole.slice(startxref).replace(/^(\d{10})(?= 00000 n)/gm, (offset) => (Number(offset) >= at ? String(Number(offset) + decoy.length).padStart(10, '0') : offset)))
        const fixed = moved.replace(/startxref\n(\d+)/, (_, offset: string) => `startxref\n${Number(offset) + decoy.length}`)
        const contentsAt = fixed.lastIndexOf('/Contents<0') + '/Contents'.length
        const end = fixed.indexOf('>', contentsAt) + 1
        return { file: latin1(fixed) as Uint8Array<ArrayBuffer>, contentsAt, range: [0, contentsAt, end, fixed.length - end] }
      }
      const report = await verify(await signOver({ pki, base: contractFixture(), change }))
      expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE', warnings: ['object-unlisted'] })
      expect(report.signatures[0]!.indication).toBe('TOTAL-PASSED')
    }
  })

  it('the word obj in a text or a stream is no object', async () => {
    const report = await verify(await signOver({ pki, base: contractFixture({ text: '5 0 obj <<>> endobj', objects: ['(6 0 obj)'] }) }))
    expect(report).toMatchObject({ indication: 'TOTAL-PASSED', warnings: [] })
  })
})

describe('a /Contents that is not where the gap is', () => {
  it.each<[string, (unsigned: Unsigned) => Unsigned]>([
    [
      'in another object',
      oneRevision((bodies) => {
        const [number, body] = [...bodies].find(([, candidate]) => candidate.includes('/Contents<0'))!
        const contents = /\/Contents(<0+>)/.exec(body)![1]!
        bodies.set(number, body.replace(contents, ' 60 0 R'))
        bodies.set(60, `[/Contents${contents}]`)
      }),
    ],
    ['with another string in the gap', oneRevision((bodies) => {
      const [number, body] = [...bodies].find(([, candidate]) => candidate.includes('/Contents<0'))!
      bodies.set(number, body.replace(/\/Contents(<0+>)/, '/Contents(abc)/Cert<</Contents$1>>'))
    })],
  ])('%s', async (_, change) => {
    const report = await verify(await signOver({ pki, base: contractFixture(), change }))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures[0]!.warnings).toContain('contents-not-in-gap')
  })

  it('with a last digit alone, signed so', async () => {
    const shorter = (unsigned: Unsigned): Unsigned => {
      const [start, first, second, rest] = unsigned.range as [number, number, number, number]
      return { ...edit(/00>(?=>>\nendobj)/, () => '0> ')(unsigned), range: [start, first, second - 1, rest + 1] }
    }
    const report = await verify(await signOver({ pki, base: contractFixture(), change: shorter }))
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures[0]!).toMatchObject({ signatureHolds: true, digestMatches: true, warnings: expect.arrayContaining(['contents-padding']) as unknown })
  })

  it('with something behind the CMS in its padding', async () => {
    const signed = await signOver({ pki, base: contractFixture() })
    const padding = /0{200}>/.exec(text(signed))!
    signed.set(latin1('99'), padding.index + 100)
    const report = await verify(signed)
    expect(report).toMatchObject({ indication: 'TOTAL-FAILED', subIndication: 'FORMAT_FAILURE' })
    expect(report.signatures[0]!.warnings).toContain('contents-padding')
  })
})

describe('a CMS of another form', () => {
  const signed = (build: (parts: { readonly signedAttributes: Uint8Array; readonly certificates: readonly Uint8Array[] }) => Promise<Uint8Array>) => async (): Promise<ValidationReport> =>
    verify(await signOver({ pki, base: contractFixture(), build }))
  const assemble = async (signedAttributes: Uint8Array, certificates: readonly Uint8Array[]): Promise<Uint8Array> =>
    assembleSignedData({ signedAttributes, signature: await pki.signer.sign(signedAttributes), algorithm: 'ES256', certificates })

  it('with content of its own', async () => {
    const report = await signed(async ({ signedAttributes, certificates }) =>
      assembleSignedData({ signedAttributes, signature: await pki.signer.sign(signedAttributes), algorithm: 'ES256', certificates, content: { type: oids.data, bytes: latin1('another document') } }),
    )()
    expect(report.indication).not.toBe('TOTAL-PASSED')
    expect(warningsOf(report)).toContain('cms-content-not-detached')
  })

  it('with attributes out of the order of DER', async () => {
    const report = await signed(({ signedAttributes, certificates }) => {
      const reversed = children(readDer(signedAttributes)).map(({ raw }) => raw).reverse()
      return assemble(element(0x31, ...reversed), certificates)
    })()
    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' })
    expect(warningsOf(report)).toContain('cms-attributes-not-der')
  })

  it('with the same attribute twice', async () => {
    const report = await signed(({ signedAttributes, certificates }) => {
      const own = children(readDer(signedAttributes)).map(({ raw }) => raw)
      return assemble(setOf(0x31, [...own, own[0]!]), certificates)
    })()
    expect(report.indication).not.toBe('TOTAL-PASSED')
    expect(warningsOf(report)).toContain('cms-attribute-repeated')
  })

  it('with attributes that name another type of content', async () => {
    const report = await signed(({ signedAttributes, certificates }) => {
      const others = children(readDer(signedAttributes)).flatMap(({ raw }) => (bytesEqual(children(readDer(raw))[0]!.raw, objectIdentifier(oids.contentType)) ? [] : [raw]))
      return assemble(setOf(0x31, [...others, attribute(oids.contentType, objectIdentifier(oids.tstInfo))]), certificates)
    })()
    expect(report).toMatchObject({ indication: 'INDETERMINATE', subIndication: 'SIG_CONSTRAINTS_FAILURE' })
    expect(warningsOf(report)).toContain('cms-content-type-mismatch')
  })

  /** hash, hash of the mask, length of the salt, trailer. */
  const pss = (hash: string, mask: string, salt: number, trailer?: number): Uint8Array =>
    sequence(
      objectIdentifier(oids.rsaPss),
      sequence(
        element(0xa0, sequence(objectIdentifier(hash))),
        element(0xa1, sequence(objectIdentifier(oids.mgf1), sequence(objectIdentifier(mask)))),
        element(0xa2, integer(salt)),
        ...(trailer === undefined ? [] : [element(0xa3, integer(trailer))]),
      ),
    )
  const right = pss(oids.sha256, oids.sha256, 32)

  it.each<[string, Uint8Array, saltLength: number, indication: string]>([
    ['all agree', right, 32, 'TOTAL-PASSED null'],
    ['a salt shorter than they say', right, 20, 'TOTAL-FAILED SIG_CRYPTO_FAILURE'],
    ['a salt of another length than the hash', pss(oids.sha256, oids.sha256, 20), 20, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE'],
    ['another hash than the digest', pss(oids.sha384, oids.sha384, 48), 32, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE'],
    ['another hash for the mask', pss(oids.sha256, oids.sha384, 32), 32, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE'],
    ['another trailer', pss(oids.sha256, oids.sha256, 32, 2), 32, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE'],
    ['none, which means SHA-1', sequence(objectIdentifier(oids.rsaPss)), 32, 'INDETERMINATE CRYPTO_CONSTRAINTS_FAILURE'],
  ])('with PSS parameters: %s', async (_, identifier, saltLength, expected) => {
    const keys = (await crypto.subtle.generateKey({ name: 'RSA-PSS', hash: 'SHA-256', modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1) }, true, ['sign', 'verify'])) as CryptoKeyPair
    const key = { spki: new Uint8Array(await crypto.subtle.exportKey('spki', keys.publicKey)), privateKey: keys.privateKey }
    const certificate = await certify({ subject: '周禾田', issuer: 'Test Root', issuerKey: pki.rootKey, key, extensions: [signingUsage(), purpose(oids.emailProtection)] })
    const sign = async (data: Uint8Array): Promise<Uint8Array> => new Uint8Array(await crypto.subtle.sign({ name: 'RSA-PSS', saltLength }, keys.privateKey, data as BufferSource))
    const withRsa = { ...pki, signer: { certificates: [certificate], sign } }
    const build = async ({ signedAttributes, certificates }: { readonly signedAttributes: Uint8Array; readonly certificates: readonly Uint8Array[] }): Promise<Uint8Array> =>
      withAlgorithm(assembleSignedData({ signedAttributes, signature: await sign(signedAttributes), algorithm: 'ES256', certificates }), identifier)
    const report = await verify(await signOver({ pki: withRsa, base: contractFixture(), build }))
    expect(`${report.indication} ${report.subIndication}`).toBe(expected)
  })
})

/** The same CMS with another signatureAlgorithm, which no signature covers. */
function withAlgorithm(cms: Uint8Array, identifier: Uint8Array): Uint8Array {
  const [type, content] = children(readDer(cms))
  const parts = children(children(content!)[0]!)
  const signerInfo = children(children(parts.at(-1)!)[0]!).map(({ raw }) => raw)
  signerInfo[4] = identifier
  return sequence(type!.raw, element(0xa0, sequence(...parts.slice(0, -1).map(({ raw }) => raw), setOf(0x31, [sequence(...signerInfo)]))))
}
