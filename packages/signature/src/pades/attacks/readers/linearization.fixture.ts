import { identifier } from '../../../pdf/pdf.fixture.js'
import { latin1 } from '../../../pdf/syntax/write.js'
import { contractFixture } from '../../contract.fixture.js'
import { text } from '../../signOver.fixture.js'
import { drawing, otherAmount, sign, type Forgery, type Victim } from '../victim.fixture.js'

const says = 'unreadable-file'

/** How the first object says that the file is linearized, from the length it gives. */
type Parameters = (length: string) => string

const usual: Parameters = (length) => `30 0 obj\n<</Linearized 1/L ${length}/H[900 40]/O 3/E 1000/N 2/T 900>>`

/**
 * A contract of one revision with a table, behind the first object of which stands a second table that nothing names: when the file has the length that the
 * first object gives, pdf.js and poppler begin there, and find another amount.
 */
export function twoFaced(length: number, parameters: Parameters = usual): Uint8Array {
  const bodies = new Map([...text(contractFixture()).matchAll(/^(\d+) 0 obj\n([^]*?)\nendobj$/gm)].map((match) => [Number(match[1]), match[2]!]))
  const rows = (places: Iterable<readonly [number, number]>): string => [...places].map(([number, place]) => `${number} 1\n${String(place).padStart(10, '0')} 00000 n \n`).join('')
  const trailer = `trailer\n<</Size 40/Root 1 0 R${identifier}>>\n`
  let offsets = new Map<number, number>([...bodies.keys(), 30, 31].map((number) => [number, 0]))
  let innerAt = 0
  const write = (): string => {
    const found = new Map<number, number>()
    let whole = '%PDF-1.7\n%\xe2\xe3\xcf\xd3\n'
    const put = (number: number, object: string): void => {
      found.set(number, whole.length)
      whole += `${object}\nendobj\n`
    }
    put(30, parameters(String(length).padStart(7, '0')))
    found.set(30, whole.indexOf('30 0 obj'))
    whole += `xref\n0 1\n0000000000 65535 f \n${rows([...bodies.keys()].map((number) => [number, number === 5 ? innerAt : offsets.get(number)!] as const))}${trailer}startxref\n0\n%%EOF\n`
    for (const [number, body] of bodies) put(number, `${number} 0 obj\n${body}`)
    put(31, `31 0 obj\n${drawing(`\n5 0 obj\n${otherAmount}\nendobj\n`)}`)
    innerAt = whole.lastIndexOf('\n5 0 obj') + 1
    const at = whole.length
    offsets = found
    return `${whole}xref\n0 1\n0000000000 65535 f \n${rows([...found].sort((a, b) => a[0] - b[0]))}${trailer}startxref\n${at}\n%%EOF\n`
  }
  write()
  write()
  return latin1(write())
}

/** Files that are linearized for one viewer and not for another (ISO 32000-2 annex F). */
export async function linearization(victim: Victim): Promise<Forgery[]> {
  const signTwice = async (base: Uint8Array): Promise<readonly [Uint8Array, Uint8Array]> => {
    const once = await sign(victim, base)
    return [once, await sign(victim, once, { field: 'lender' })]
  }
  const [, probe] = await signTwice(twoFaced(1))
  const [once, twice] = await signTwice(twoFaced(probe.length))
  const [own] = await signTwice(twoFaced(twoFaced(1).length))
  const odd: Record<string, Parameters> = {
    'the key written with an escape': (length) => usual(length).replace('/Linearized', '/Linear#69zed'),
    'a number that only some viewers read': (length) => usual(length).replace('30 0 obj', '3-30 0 obj'),
    'the word endobj in a text before': (length) => usual(length).replace('<<', '<</X(endobj )'),
    'a length that is no integer': (length) => usual(length).replace(length, `${length}.0`),
    'a length elsewhere': (length) => usual(length).replace(/\/L \d+/, '/L 9 0 R'),
  }
  const variants = await Promise.all(
    Object.entries(odd).map(async ([what, parameters]) => {
      const [, second] = await signTwice(twoFaced(1, parameters))
      const [, file] = await signTwice(twoFaced(second.length, parameters))
      return { what: `the length of the second signature, ${what}`, file, says } as const
    }),
  )
  // What is linearized in truth, and says that the signed file were the first one.
  const truly = contractFixture({ form: 'linearized' })
  const grown = await sign(victim, truly)
  const longer = await sign(victim, latin1(text(truly).replace(/\/L \d+/, `/L ${String(grown.length).padStart(7, '0')}`)))
  return [
    { what: 'the length of the second signature, signed once', file: once, says },
    { what: 'the length of the second signature, signed twice', file: twice, says },
    { what: 'the length of the file that is signed', file: own, says },
    ...variants,
    { what: 'a linearized file with the length of the signed one', file: longer, says },
  ]
}
