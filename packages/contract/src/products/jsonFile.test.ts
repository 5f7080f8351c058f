import { describe, expect, it } from 'vitest'
import { jsonFile } from './jsonFile.js'

describe('a JSON file of a product', () => {
  it('is read', () => {
    expect(jsonFile({ 'a.json': '{"甲": [1]}' }, 'a.json')).toEqual({ 甲: [1] })
  })

  it.each([
    ['a value that is missing', '{\n  "language": }', 2, 15],
    ['a comma too many', '{\n  "甲": [1, 2],\n}', 3, 1],
    ['a comma that is missing', '[\n  "purpose"\n  "cost"\n]', 3, 3],
    ['a wrong quotation mark', '[\n  “purpose”,\n  "cost"\n]', 2, 3],
    ['an end that is missing', '[\n  "purpose"', 2, 12],
    ['a line end inside a text', '[\n  "pur\npose"\n]', 2, 7],
    ['something behind the end', '[]\n]', 2, 1],
    ['nothing', '', 1, 1],
  ])('names the place of %s', (_what, text, line, column) => {
    expect(() => jsonFile({ 'a.json': text }, 'a.json')).toThrow(expect.objectContaining({ code: 'template-error', details: expect.objectContaining({ file: 'a.json', line, column }) }))
  })

  it('may be missing', () => {
    expect(() => jsonFile({}, 'a.json')).toThrow(expect.objectContaining({ details: expect.objectContaining({ file: 'a.json', message: 'the file is missing' }) }))
  })
})
