import { describe, expect, it } from 'vitest'
import { agreementTable } from './agreement.js'
import { applicationTable } from './application.js'
import { creditLineTable } from './creditLine.js'
import { drawdownTable, servicingTable } from './servicing.js'
import { signerTable } from './signer.js'
import { transition } from './transitions.js'

describe.each(Object.entries({ agreementTable, applicationTable, creditLineTable, drawdownTable, servicingTable, signerTable }))('%s', (_, table) => {
  it('leads only to states it knows', () => {
    for (const events of Object.values(table)) for (const next of Object.values(events)) expect(table).toHaveProperty(next as string)
  })
})

describe('transition', () => {
  it('throws for every pair a table does not have', () => {
    expect(transition(agreementTable, 'fullySigned', 'countersign')).toBe('effective')
    expect(() => transition(agreementTable, 'sent', 'countersign')).toThrow(expect.objectContaining({ code: 'state-conflict', message: expect.stringContaining('it is sent; countersign is for fullySigned') as string, details: { state: 'sent', event: 'countersign', allowedIn: ['fullySigned'] } }))
    expect(() => transition(signerTable, 'consented', 'sign')).toThrow()
    expect(() => transition(signerTable, 'toString', 'open')).toThrow()
  })
})
