import { crlOf, revoked } from '../../../revocation/revocation.fixture.js'
import { holder, fullAuthority } from '../../../revocation/revocationPki.fixture.js'
import { signWithKey } from '../../../crypto/signWithKey.js'
import { oids } from '../../../der/oids.js'
import { contractFixture } from '../../contract.fixture.js'
import { purpose, signingUsage } from '../../pki.fixture.js'
import { signPdf } from '../../signing/signPdf.js'
import { respondersOnly, stolenResponder, type ArchiveForgery, type Archivist } from './archivist.fixture.js'

/**
 * The borrower's certificate was revoked before the signature. Whoever has the key of an authority, revoked or ended since, writes that all was well, and dates it back:
 * nothing proves that it was written before the key was stolen.
 */
export async function revokedAuthorities(archivist: Archivist): Promise<ArchiveForgery[]> {
  const { pki, listed, at, answer, list, store, stamp } = archivist
  const day = 24 * 60
  const gone = { serialNumber: listed.certificate.serialNumber, at: at(60), reason: 1 }
  // About responders only: of the borrower it says nothing.
  const ownList = (thisUpdate: Date, entries = [gone]): Promise<Uint8Array> => crlOf({ signer: pki.issuing, thisUpdate, entries, extensions: [respondersOnly] })
  const forged = await answer({ signer: listed })
  // Honest: the same answer, proven to be older than the theft.
  const proven = await stamp(store([forged], [await ownList(at(1), []), await list()]), 2)
  const responderGone = { what: 'an answer of a responder whose key was stolen after the signature', file: store([forged], [await ownList(at(120)), await list()]), at: at(130) }

  const fromIssuing = await crlOf({ signer: pki.issuing, thisUpdate: at(1) })
  const issuingGone = await list({ thisUpdate: at(120), entries: [{ serialNumber: pki.issuing.certificate.serialNumber, at: at(60), reason: 1 }] })
  const issuingProven = store([], [issuingGone], await stamp(store([], [fromIssuing, await list()]), 2))
  const backdated = (signer: typeof pki.issuing): Promise<Uint8Array> => crlOf({ signer, thisUpdate: at(1) })

  // An issuing authority that ends before its own responder says so.
  const ending = await holder({ subject: 'Ending', issuer: pki.root, extensions: fullAuthority(), from: at(-100), until: at(30 * day) })
  const own = await holder({ subject: '周禾田', issuer: ending, extensions: [signingUsage(), purpose(oids.emailProtection)], from: at(-90), until: at(day) })
  const signer = { certificates: [own.certificate.der, ending.certificate.der], sign: (data: Uint8Array) => signWithKey({ key: own.key.privateKey, data }) }
  const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: at(0), signer, timestampAuthority: pki.timestampAuthority })
  const appointed = await stolenResponder(ending, at(4000 * day))
  const about = { certificate: own.certificate, issuer: ending.certificate, signer: appointed, certificates: [appointed.certificate] }
  const outlived = store([await answer(about)], [await list()], signed)
  return [
    { ...responderGone, honest: { file: store([], [await ownList(at(120)), await list()], proven) } },
    { what: 'the same, and nobody ever said that the responder was well', file: store([forged], [await list()]), at: at(2), honest: { file: proven, at: at(3) } },
    { what: 'a list of an authority whose key was stolen after the signature', file: store([], [await backdated(pki.issuing), issuingGone]), at: at(130), honest: { file: issuingProven } },
    { what: 'an answer of a responder that this authority appointed', file: store([await answer()], [issuingGone]), at: at(130), honest: { file: store([], [issuingGone], await stamp(store([await answer()], [await list()]), 2)) } },
    { what: 'an answer of a responder that outlives the authority which appointed it', file: outlived, at: at(31 * day), honest: { at: at(2) } },
    { what: 'an answer newer than the revocation', file: store([await answer({ status: revoked(at(-10), 1) }), await answer({ thisUpdate: at(2) })], [await list()]), at: at(3), honest: { file: store([await answer({ status: revoked(at(-10), 6) }), await answer({ thisUpdate: at(2) })], [await list()]) } },
  ]
}
