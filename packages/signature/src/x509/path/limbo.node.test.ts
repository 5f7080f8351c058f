import { expect, describe, it } from 'vitest'
import { corporaMissing, readCorpus } from '../../corpora.node.fixture.js'
import { parsePem } from '../pem.js'
import { validatePath } from './validatePath.js'

interface Limbo {
  readonly testcases: readonly {
    readonly id: string
    readonly trusted_certs: readonly string[]
    readonly untrusted_intermediates: readonly string[]
    readonly peer_certificate: string
    readonly validation_time: string | null
    readonly expected_result: 'SUCCESS' | 'FAILURE'
  }[]
}

const file = 'x509-limbo/limbo-open.json'

/** Cases x509-limbo wants refused and we accept, each for a reason: they ask a web client's questions, or how authorities ought to write certificates. */
const notAsked: readonly [reason: string, pattern: RegExp][] = [
  ['host names and wildcards of web servers', /^webpki::(cn|san)::|^rfc5280::san::ip-in-dns$/],
  ['purposes of web servers', /^rfc5280::eku::ee-wrong-eku$|^webpki::eku::|^webpki::ee-basicconstraints-ca$/],
  ['keys and versions that only the rules for web servers refuse in a leaf', /^webpki::(forbidden-p192-leaf|v1-cert)$/],
  ['a depth given by the caller', /^pathlen::max-chain-depth-\d-exhausted$/],
  ['key identifiers, which help building and prove nothing', /^rfc5280::aki::cross-signed-root-missing-aki$|^rfc5280::ski::root-missing-ski$|^webpki::aki::root-/],
  ['criticality of extensions that are honoured all the same', /^rfc5280::root-non-critical-basic-constraints$|^rfc5280::pc::ica-noncritical-pc$/],
]

describe('x509-limbo', () => {
  it('agrees with validatePath, but for what is not asked of a signer', async ({ skip }) => {
    skip(...corporaMissing(file))
    const { testcases } = readCorpus(file) as Limbo
    const disagreements: string[] = []
    for (const one of testcases) {
      const result = (await accepts(one)) ? 'SUCCESS' : 'FAILURE'
      const excused = result === 'SUCCESS' && notAsked.some(([, pattern]) => pattern.test(one.id))
      if (result !== one.expected_result && !excused) disagreements.push(`${one.id}: ${one.expected_result} expected`)
    }
    expect(disagreements).toEqual([])
    expect(testcases.length).toBe(99)
  })
})

async function accepts({ peer_certificate, untrusted_intermediates, trusted_certs, validation_time }: Limbo['testcases'][number]): Promise<boolean> {
  const ders = (pems: readonly string[]): Uint8Array[] => pems.flatMap((pem) => parsePem(pem))
  const report = await validatePath({
    certificate: parsePem(peer_certificate)[0]!,
    intermediates: ders(untrusted_intermediates),
    trustAnchors: ders(trusted_certs),
    at: new Date(validation_time ?? '2024-06-01T00:00:00Z'),
  })
  // Limbo's certificates are for web servers and clients.
  return report.problems.every(({ code }) => code === 'extended-key-usage')
}
