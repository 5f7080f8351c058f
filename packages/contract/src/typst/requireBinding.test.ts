import { expect, it } from 'vitest'
import { requireBinding } from './requireBinding.js'

it('names the package that is missing, and what to use instead', () => {
  expect(() => requireBinding(import.meta.url)).not.toThrow()
  expect(() => requireBinding('file:///nonexistent/folder/module.js')).toThrow(expect.objectContaining({
    code: 'engine-missing',
    message: expect.stringMatching(/npm install @myriaddreamin\/typst-ts-node-compiler.*typstProgram\(\)/) as string,
  }))
})
