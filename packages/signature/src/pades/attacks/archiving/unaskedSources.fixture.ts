import { toHex } from '../../../encoding/hex.js'
import { crlOf } from '../../../revocation/revocation.fixture.js'
import type { RevocationQuestion } from '../../../revocation/revocationSource.js'
import { respondersOnly, type ArchiveForgery, type Archivist } from './archivist.fixture.js'

/** The file holds what was true once. Who asks the authorities is to hear what is true. */
export async function unaskedSources({ pki, listed, at, answer, list, store, stamp }: Archivist): Promise<ArchiveForgery[]> {
  const says = (serialNumber: Uint8Array, minute: number, reason: number) => pki.source({ thisUpdate: () => at(130), revoked: new Map([[toHex(serialNumber), { at: at(minute), reason }]]) })
  const before = await answer({ thisUpdate: at(-30), nextUpdate: at(60 * 24) })
  const whole = store([await answer()], [await list()])
  const stolen = says(pki.tsa.certificate.serialNumber, 60, 1)
  // Of the responder whose key was stolen since the file has the list from before.
  const aboutResponders = (thisUpdate: Date, entries: Parameters<typeof crlOf>[0]['entries'] = []): Promise<Uint8Array> => crlOf({ signer: pki.issuing, thisUpdate, nextUpdate: new Date(thisUpdate.getTime() + 1_200_000), entries, extensions: [respondersOnly] })
  const forged = store([await answer({ signer: listed })], [await aboutResponders(at(1)), await list()])
  const now = pki.source({ thisUpdate: () => at(130) })
  const tells = async (entries: Parameters<typeof crlOf>[0]['entries']) => {
    const own = await aboutResponders(at(130), entries)
    return { ...now, fetchOcsp: (question: RevocationQuestion) => (question.issuer === pki.root.certificate ? now.fetchOcsp(question) : Promise.resolve(null)), fetchCrl: (question: RevocationQuestion) => (question.certificate.subject.commonName === 'Listed Responder' ? Promise.resolve(own) : now.fetchCrl(question)) }
  }
  return [
    { what: 'the responder that speaks in the file was revoked since', file: forged, at: at(131), revocationSource: await tells([{ serialNumber: listed.certificate.serialNumber, at: at(60), reason: 1 }]), honest: { revocationSource: await tells([]) } },
    { what: 'the certificate was revoked before the signature, and the answer in the file is older', file: store([before], [await list()]), at: at(131), revocationSource: says(pki.borrower.holder.certificate.serialNumber, -10, 1), honest: { revocationSource: pki.source({ thisUpdate: () => at(130) }) } },
    { what: 'the timestamp authority was revoked since: its key may have dated the signature back', file: whole, at: at(131), revocationSource: stolen, honest: { revocationSource: pki.source({ thisUpdate: () => at(130) }) }, notLevel: 'B-LT' },
    { what: 'the same of an archive timestamp', file: await stamp(whole, 2), at: at(131), revocationSource: stolen, honest: { revocationSource: pki.source({ thisUpdate: () => at(130) }) }, notLevel: 'B-LTA' },
  ]
}
