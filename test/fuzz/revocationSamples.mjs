import { concatBytes, element, generalizedTime, integer, objectIdentifier, octetString, oids, sequence } from '@loansign/signature'

const at = new Date('2026-11-20T02:42:18Z')
const bits = (bytes) => element(0x03, concatBytes([Uint8Array.of(0), bytes]))
const extension = (oid, value, critical = false) => sequence(objectIdentifier(oid), ...(critical ? [Uint8Array.of(1, 1, 0xff)] : []), octetString(value))
const algorithm = sequence(objectIdentifier(oids.ecdsaSha256))

/**
 * An OCSP response with two answers and a revocation list with two entries, each with every part a parser knows. Their signatures are no signatures: reading does not look at them.
 * @param {Uint8Array} certificate any, to be carried along
 */
export function revocationSamples(certificate) {
  const id = sequence(sequence(objectIdentifier(oids.sha1), Uint8Array.of(5, 0)), octetString(new Uint8Array(20)), octetString(new Uint8Array(20)), integer(Uint8Array.of(1, 2, 3)))
  const revoked = element(0xa1, generalizedTime(at), element(0xa0, Uint8Array.of(0x0a, 1, 1)))
  const single = (status) => sequence(id, status, generalizedTime(at), element(0xa0, generalizedTime(at)), element(0xa1, sequence(extension(oids.ocspArchiveCutoff, generalizedTime(at)))))
  const data = sequence(element(0xa2, octetString(new Uint8Array(20))), generalizedTime(at), sequence(single(element(0x80)), single(revoked)), element(0xa1, sequence(extension(oids.ocspNonce, octetString(new Uint8Array(16))))))
  const basic = sequence(data, algorithm, bits(new Uint8Array(70)), element(0xa0, sequence(certificate)))
  const entry = (serial, ...extensions) => sequence(integer(Uint8Array.of(serial)), generalizedTime(at), ...(extensions.length > 0 ? [sequence(...extensions)] : []))
  const name = sequence(element(0x31, sequence(objectIdentifier(oids.commonName), element(0x0c, new TextEncoder().encode('Root')))))
  const list = sequence(
    integer(1), algorithm, name, generalizedTime(at), generalizedTime(at), sequence(entry(1, extension(oids.crlReason, Uint8Array.of(0x0a, 1, 1))), entry(2)),
    element(0xa0, sequence(extension(oids.crlNumber, integer(7)), extension(oids.issuingDistributionPoint, sequence(Uint8Array.of(0x81, 1, 0xff)), true))),
  )
  return { ocsp: sequence(Uint8Array.of(0x0a, 1, 0), element(0xa0, sequence(objectIdentifier(oids.ocspBasic), octetString(basic)))), crl: sequence(list, algorithm, bits(new Uint8Array(70))) }
}
