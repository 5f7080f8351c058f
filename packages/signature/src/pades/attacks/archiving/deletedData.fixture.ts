import { revoked } from '../../../revocation/revocation.fixture.js'
import { signPdf } from '../../signing/signPdf.js'
import { append } from '../victim.fixture.js'
import type { ArchiveForgery, Archivist } from './archivist.fixture.js'

/** The store of an older revision holds that the borrower's certificate was revoked; the lender signed over it, and a later revision has another store. */
export async function deletedData({ pki, at, answer, list, store, stamp, signed }: Archivist): Promise<ArchiveForgery[]> {
  const fine = [await list()]
  const old = await answer({ thisUpdate: at(-30), nextUpdate: at(60 * 24) })
  const bad = await answer({ status: revoked(at(-10), 1) })
  const sealed = (file: Uint8Array): Promise<Uint8Array> => signPdf({ base: file, field: 'lender', signerName: 'Qingxi', signingTime: at(1), signer: pki.lender, timestampAuthority: pki.timestampAuthority })
  const known = await sealed(store([bad], fine))
  const innocent = await sealed(signed)
  const text = (der: Uint8Array): string => `<</Length ${der.length}>>\nstream\n${String.fromCharCode(...der)}\nendstream`
  const replaced = (file: Uint8Array, dss: number | null): Uint8Array => {
    const entries = '/Type/DSS/OCSPs[151 0 R]/CRLs[152 0 R]'
    return append(file, { ...(dss === null ? {} : { [dss]: `<<${entries}>>` }), 151: text(old), 152: text(fine[0]!) })
  }
  const whole = new TextDecoder('latin1').decode(known)
  const numberAt = (pattern: RegExp): number => Number(pattern.exec(whole)![1])
  const [number, stream] = [numberAt(/\/DSS (\d+) 0 R/), numberAt(/\/OCSPs ?\[(\d+) 0 R/)]
  return [
    { what: 'a store in its place without them', file: replaced(known, number), at: at(3), honest: { file: store([old], fine, innocent) } },
    { what: 'another store in its place', file: append(replaced(known, null), { 1: '<</Type/Catalog/Pages 2 0 R/AcroForm 6 0 R/DSS 150 0 R>>', 150: '<</Type/DSS/OCSPs[151 0 R]/CRLs[152 0 R]>>' }), at: at(3), honest: { file: store([old], fine, innocent) } },
    { what: 'another answer in its place', file: append(known, { [stream]: text(old) }), at: at(3), honest: { file: store([old], fine, innocent) } },
    { what: 'the same behind an archive timestamp, and another upon it', file: await stamp(replaced(await stamp(known, 2), number), 3), at: at(4), honest: { file: await stamp(store([old], fine, innocent), 3) } },
  ]
}
