import fc from 'fast-check'
import { expect, it } from 'vitest'
import { SignatureError } from '../../errors.js'
import { limits } from '../limits.js'
import { objectReader } from '../objects.js'
import { isKind } from '../syntax/values.js'
import { latin1 } from '../syntax/write.js'
import { referencesIn } from '../walk.js'
import { readMembers } from './readMembers.js'
import { behindBlanks, roomForKeys, skim } from './skim.js'

interface Written {
  readonly numbers: readonly string[]
  readonly count: string
  readonly first: string
  readonly bodies: string
}

/** An object stream as object 99, and a reader of it that has member `index` as object `number`. */
function readerOf({ numbers, count, first, bodies }: Written, number = 0, index = 0) {
  const data = `${numbers.join('')}${bodies}`
  const bytes = latin1(`99 0 obj <</Type/ObjStm/N ${count}/First ${first}/Length ${data.length}>>\nstream\n${data}\nendstream\nendobj\n`)
  return objectReader({ bytes, budget: { remaining: limits.inflatedBytes }, entry: (asked) => (asked === 99 ? { type: 'offset', offset: 0, generation: 0 } : asked === number ? { type: 'compressed', stream: 99, index } : undefined) })
}

/** What reading a member gives: what it refers to; null where it is not sound. */
function read(written: Written, number: number, index: number): number[] | null {
  try {
    return referencesIn(readerOf(written, number, index).object(number)).map((reference) => reference.number)
  } catch (error) {
    if (error instanceof SignatureError) return null
    throw error
  }
}

const membersOf = (written: Written) => {
  const stream = readerOf(written).object(99)
  return isKind(stream, 'stream') ? readMembers(stream, () => stream.bytes) : null
}

it('is certain only where the reader of objects finds the same members, and passes over them alike', () => {
  const blank = fc.constantFrom(' ', '\n', '  ', '\0', '\t', '', '%\n')
  const integer = fc.oneof(fc.nat(30).map(String), fc.constantFrom('007', '+1', '1.0', '-1', '4294967297', '999999999', '2147483648', 'x'))
  const written = fc.record({
    numbers: fc.array(fc.tuple(integer, blank).map((parts) => parts.join('')), { maxLength: 6 }),
    count: fc.oneof(fc.nat(4).map(String), fc.constantFrom('1.0', '1000000', '98 0 R', '-1')),
    first: fc.oneof(fc.nat(20).map(String), fc.constantFrom('9.0', '99999', '+3')),
    bodies: fc.array(fc.constantFrom('1 0 R ', 'null ', '<</A 2 0 R>> ', '(x) ', '[3 0 R]', '<<', '% ', '7'), { maxLength: 5 }).map((parts) => parts.join('')),
  })
  const sound = fc.array(fc.tuple(fc.nat(3), fc.constantFrom('[1 0 R]', 'null', '<</A 2 0 R>>', '(x', '5')), { minLength: 1, maxLength: 4 }).map((members): Written => {
    let bodies = ''
    const header = members.map(([number, body]) => {
      const pair = `${number} ${bodies.length} `
      bodies += `${body} `
      return pair
    })
    return { numbers: header, count: String(members.length), first: String(header.join('').length), bodies }
  })
  let certain = 0
  fc.assert(
    fc.property(fc.oneof(written, sound), (stream) => {
      const members = membersOf(stream)
      members?.numbers.forEach((number, index) => {
        const found: number[] = []
        const end = members.offsets[index + 1] ?? members.data.length
        const behind = skim(members.data, members.offsets[index]!, found, roomForKeys())
        if (behind < 0 || behind > end || behindBlanks(members.data, behind) < end) return
        certain++
        expect(read(stream, number, index)).toEqual(found)
      })
    }),
    { numRuns: 4000 },
  )
  expect(certain).toBeGreaterThan(500)
})
