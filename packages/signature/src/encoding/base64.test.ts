import { expect, it } from 'vitest'
import { fromBase64, toBase64 } from './base64.js'

// RFC 4648 section 10.
it.each([
  ['', ''],
  ['f', 'Zg=='],
  ['fo', 'Zm8='],
  ['foo', 'Zm9v'],
  ['\u00fb\u00ff\u00fe', '+//+'],
])('%j is %j', (text, encoded) => {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
  expect(toBase64(bytes)).toBe(encoded)
  expect(fromBase64(encoded)).toEqual(bytes)
})

it.each(['Zg', 'Zg=', 'Zh==', 'Z g=', '-_8=', 'Zg==='])('takes no other form: %j', (text) => {
  expect(fromBase64(text)).toBeNull()
})
