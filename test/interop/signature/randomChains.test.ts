import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toPem, validatePath, type PathProblemCode } from '@loansign/signature'
import { describe, expect, it } from 'vitest'
import { makeRandomChains, type RandomChain, type RandomChains } from '../../../packages/signature/src/x509/path/randomChains.fixture.js'

const perRound = 250
const rounds = 12

/** Where OpenSSL and RFC 5280, as we read it, differ: what must be true of the chain, and what each then says. */
interface Difference {
  readonly why: string
  readonly openssl: RegExp
  readonly applies: (chain: RandomChain, ours: readonly PathProblemCode[]) => boolean
}

const has = ({ features }: RandomChain, pattern: RegExp): boolean => features.some((feature) => pattern.test(feature))

const differences: readonly Difference[] = [
  {
    why: 'OpenSSL has no purpose for documentSigning, and S/MIME signing is not among what anyExtendedKeyUsage allows it; RFC 5280 section 4.2.1.12 lets it allow all',
    openssl: /unsuitable certificate purpose/,
    applies: (chain, ours) => ours.length === 0 && has(chain, /^EKU (1\.3\.6\.1\.5\.5\.7\.3\.36|2\.5\.29\.37\.0) /),
  },
  {
    why: 'an authority without keyUsage: section 4.2.1.3 tells issuers to write it, section 6.1.4 n looks at it where it is there',
    openssl: /CA cert does not include key usage extension/,
    applies: (chain, ours) => ours.length === 0 && has(chain, /^no keyUsage authority/),
  },
  {
    why: 'a path length beside no keyUsage: section 4.2.1.9 tells issuers not to, section 6.1.4 l and m do not ask',
    openssl: /Path length given without key usage keyCertSign/,
    applies: (chain, ours) => ours.length === 0 && has(chain, /^no keyUsage authority/) && has(chain, /^path length authority/),
  },
]

/** What `openssl verify -x509_strict` says of every chain for S/MIME signing and any policy, by one process for all. Without `-policy` it knows no acceptable one. */
function openssl({ root, chains }: RandomChains): Map<number, string> {
  const folder = mkdtempSync(join(tmpdir(), 'loansign-chains-'))
  try {
    const write = (name: string, ders: readonly Uint8Array[]): string => {
      writeFileSync(join(folder, name), ders.map((der) => toPem(der)).join(''))
      return join(folder, name)
    }
    const anchors = write('root.pem', [root])
    const untrusted = write('untrusted.pem', chains.flatMap(({ intermediates }) => intermediates))
    const leaves = chains.map(({ leaf }, index) => write(`leaf-${index}.pem`, [leaf]))
    const run = spawnSync('openssl', ['verify', '-x509_strict', '-policy_check', '-policy', '2.5.29.32.0', '-purpose', 'smimesign', '-CAfile', anchors, '-untrusted', untrusted, ...leaves], { encoding: 'utf8', maxBuffer: 1 << 26 })
    if (run.error) throw run.error
    const accepted = new Set([...run.stdout.matchAll(/leaf-(\d+)\.pem: OK/g)].map((match) => Number(match[1])))
    const reasons = new Map([...run.stderr.matchAll(/error (\d+ at \d+ depth lookup: .*)\n(?:.*\n)*?error .*leaf-(\d+)\.pem: verification failed/g)].map((match) => [Number(match[2]), match[1]!]))
    return new Map(chains.map((_, index) => [index, accepted.has(index) ? 'OK' : (reasons.get(index) ?? 'refused')]))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

describe('openssl verify -x509_strict, on chains made at random', () => {
  it(`agrees with validatePath on ${perRound * rounds} chains, but for differences explained one by one`, async () => {
    const open: string[] = []
    const counts = { both: 0, neither: 0, explained: 0 }
    const used = new Set<string>()
    const problems = new Set<PathProblemCode>()
    for (let round = 0; round < rounds; round++) {
      const made = await makeRandomChains({ count: perRound, seed: 20261120 + round })
      const theirs = openssl(made)
      for (const [index, chain] of made.chains.entries()) {
        const report = await validatePath({ certificate: chain.leaf, intermediates: chain.intermediates, trustAnchors: [made.root], at: new Date() })
        const codes = report.problems.map(({ code }) => code)
        codes.forEach((code) => problems.add(code))
        const verdict = theirs.get(index)!
        if (report.trusted === (verdict === 'OK')) {
          counts[report.trusted ? 'both' : 'neither']++
          continue
        }
        const difference = differences.find(({ openssl, applies }) => openssl.test(verdict) && applies(chain, codes))
        if (difference) {
          counts.explained++
          used.add(difference.why)
        } else open.push(`${round}/${index}: openssl ${verdict}; we ${codes.join() || 'OK'}; ${chain.features.join(', ')}`)
      }
    }
    expect(open).toEqual([])
    expect(counts.both).toBeGreaterThan(perRound * rounds * 0.2)
    expect(counts.neither).toBeGreaterThan(perRound * rounds * 0.2)
    // An explanation that explains nothing any more has to go.
    expect([...used].sort()).toEqual(differences.map(({ why }) => why).sort())
    expect([...problems].sort()).toEqual([
      'expired', 'extended-key-usage', 'key-usage', 'name-constraints-violated', 'not-a-ca', 'not-yet-valid', 'path-too-long', 'policies-malformed', 'policy-required', 'signature-invalid', 'unknown-critical-extension',
    ])
  }, 240_000)
})
