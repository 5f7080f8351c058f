import { createRequire } from 'node:module'
import { ContractError } from '../errors.js'

const binding = '@myriaddreamin/typst-ts-node-compiler'

/** The optional package is looked for before a child is started, which could only end. @throws ContractError `engine-missing` */
export function requireBinding(from: string): void {
  try {
    createRequire(from).resolve(binding)
  } catch (cause) {
    throw new ContractError('engine-missing', { package: binding, why: `npm install ${binding}@0.7.0, or give typstProgram() where that has no build` }, { cause })
  }
}
