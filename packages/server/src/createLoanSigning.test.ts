import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createLoanSigning, type LoanSigning, type LoanSigningOptions } from './createLoanSigning.js'
import type { LogEntry } from './context.js'
import { backendSecret, installation, personalLoanApplication, type Installation } from './testing/installation.fixture.js'

let place: Installation
beforeAll(async () => {
  place = await installation()
}, 60_000)
afterAll(() => place.close())

/** Another process on the same database. */
const beside = (change: Partial<LoanSigningOptions>): Promise<LoanSigning> => createLoanSigning({ ...place.options, ...change })
const fails = () => Promise.reject(new Error('boom'))

it('does not start in production with development ports', async () => {
  await expect(beside({ environment: 'production' })).rejects.toMatchObject({ code: 'development-port', message: expect.stringContaining('messenger is developmentMessenger') as string })
})

describe('every verb', () => {
  it('is named here', () => {
    const { applications, contracts, sessions, loans, lines } = place.signing
    expect(Object.keys({ ...applications, ...contracts, ...sessions, ...loans, ...lines }).sort()).toEqual(
      [...new Set([...calls().map(([name]) => name.split('.')[1]!), 'list', 'portfolio', 'submit'])].sort())
  })

  const calls = (): [string, () => Promise<unknown>][] => {
    const verbs = place.signing as unknown as Record<string, Record<string, (...given: unknown[]) => Promise<unknown>>>
    return [
      ...['applications.approve', 'applications.reject', 'applications.get', 'contracts.create', 'contracts.send', 'contracts.void', 'contracts.countersign', 'contracts.noteDelivered', 'contracts.checkSeal', 'contracts.previewSeal',
        'contracts.reading', 'contracts.get', 'contracts.document', 'contracts.evidence', 'contracts.auditEvidence', 'sessions.create', 'loans.get', 'loans.disburse', 'loans.cancel', 'loans.repay', 'lines.get', 'lines.draw', 'lines.suspend', 'lines.resume'],
    ].map((name) => [name, () => verbs[name.split('.')[0]!]![name.split('.')[1]!]!()])
  }

  it('refuses to be called with nothing, by code', async () => {
    for (const [name, call] of calls()) await expect(call(), name).rejects.toMatchObject({ code: 'request-invalid' })
    await expect(place.signing.applications.submit(undefined as never)).rejects.toMatchObject({ code: 'request-invalid' })
  })

  it('needs a person where a person decides, and says where', async () => {
    const { applications, contracts, loans } = place.signing
    const { id } = await applications.submit(personalLoanApplication)
    const wrong = (given: unknown) => [applications.approve(id, given as never), applications.reject(id, given as never)]
    for (const [given, pointer] of [[{}, '/by'], [{ by: '' }, '/by'], [{ by: '  ' }, '/by'], [{ by: '　' }, '/by'], [{ by: 7 }, '/by'], [{ by: '陆正衡', approvedBy: 'x' }, '/approvedBy'], [{ approvedBy: '陆正衡' }, '/approvedBy'], [undefined, ''], [null, '']] as const) {
      for (const call of wrong(given)) {
        await expect(call).rejects.toMatchObject({ code: 'request-invalid', details: { issues: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown } })
      }
    }
    expect((await applications.get(id)).decidedBy).toBeNull()
    for (const [call, pointer] of [
      [contracts.countersign('con_x', { sealedBy: ' ' }), '/sealedBy'], [contracts.checkSeal('con_x', {} as never), '/sealedBy'], [contracts.void('con_x', { reason: '' }), '/reason'],
      [contracts.create({ applicationId: id } as never), '/number'], [loans.disburse('loan_x', { reference: 'a', on: '2026-02-30' }), '/on'], [loans.disburse('loan_x', { on: '2026-12-20' } as never), '/reference'],
      [loans.repay('loan_x', { amount: '1', on: '2026-12-20', reference: 'a' }), '/amount'], [contracts.get(7 as never), '/0'], [contracts.document('con_x', '', {}), '/1'], [contracts.document('con_x', 'doc_x', { revision: 'first' } as never), '/2/revision'],
    ] as const) await expect(call).rejects.toMatchObject({ code: 'request-invalid', details: { issues: [{ pointer }] } })
  })

  it('says in the message what is wrong, where, and what would be right', async () => {
    const { applications, contracts, loans, lines } = place.signing
    const { loan, ...rest } = personalLoanApplication
    for (const [call, code, says] of [
      [() => lines.draw('lin_x', undefined as never), 'request-invalid', '/: an object with principal, purpose, startDate, firstDueDate, termMonths, repaymentMethod, reference'],
      [() => applications.approve('app_x', '陆正衡' as never), 'request-invalid', '/: an object with by'],
      [() => lines.suspend('lin_x', { reason: 'x', why: 'x' } as never), 'request-invalid', '/why: absent; there are reason'],
      [() => applications.submit({ ...rest, loan: { ...loan, amount: '1.00' } as never }), 'request-invalid', '/loan/amount: absent; there are kind, currency, principal'],
      [() => applications.submit({ ...rest, loan, parties: [{ ...rest.parties[0]!, mobile: '1' } as never] }), 'request-invalid', '/parties/0/mobile: absent; there are role, name'],
      [() => applications.submit({ ...rest, loan, parties: [] }), 'request-invalid', '/parties: at least 1'],
      [() => applications.submit({ ...rest, loan, language: 'zh' as never }), 'request-invalid', '/language: "zh-CN" or "en"'],
      [() => applications.submit({ ...rest, loan, product: 'farm' }), 'contract-data-invalid', '/product: personal-loan'],
      [() => applications.submit({ ...rest, loan: { ...loan, firstDueDate: '2026-01-01' } }), 'contract-data-invalid', '/loan/firstDueDate: a date after 2026-12-20'],
      [() => lines.draw('con_x', { principal: '1.00', purpose: 'x', startDate: '2026-12-20', firstDueDate: '2027-01-20', termMonths: 1, repaymentMethod: 'bullet', reference: 'x' }), 'not-found', 'no credit line has this identifier'],
      [() => loans.get('con_x'), 'not-found', 'no loan has this identifier'],
      [() => contracts.get('app_x'), 'not-found', 'no contract has this identifier'],
    ] as const) await expect(call(), says).rejects.toMatchObject({ code, message: expect.stringContaining(says) as string })
  })

  it('says what an amount looks like', async () => {
    await expect(place.signing.loans.repay('loan_x', { amount: '1,000', on: '2026-12-20', reference: 'a' })).rejects.toMatchObject({
      message: expect.stringContaining('/amount: an amount like 300000.00: text with two decimals, no grouping') as string,
    })
  })
})

it('subscribes whoever has a name, events that exist and a handler', () => {
  for (const subscription of [undefined, {}, { events: 'all', handle: () => undefined }, { name: ' ', events: 'all', handle: () => undefined }, { name: 'a', events: ['contract.efective'], handle: () => undefined }, { name: 'a', events: [], handle: () => undefined }, { name: 'a', events: 'all' }]) {
    expect(() => place.signing.subscribe(subscription as never)).toThrow(expect.objectContaining({ code: 'request-invalid' }))
  }
  place.signing.subscribe({ name: 'once', events: 'all', handle: () => undefined })
  expect(() => place.signing.subscribe({ name: 'once', events: 'all', handle: () => undefined })).toThrow(expect.objectContaining({ code: 'request-invalid' }))
})

it('tells a handler what its events carry', () => {
  // Checked by the compiler: without types per name this does not build.
  place.signing.subscribe({ name: 'typed', events: ['contract.effective', 'loan.settled'], handle: (event) => void event.data.loanId?.length })
  place.signing.subscribe({ name: 'typed by its type', events: 'all', handle: (event) => void (event.type === 'repayment.overdue' && event.data.days) })
  // @ts-expect-error there is no such event
  expect(() => place.signing.subscribe({ name: 'untyped', events: ['contract.efective'], handle: () => undefined })).toThrow()
})

describe('what others wrote', () => {
  it('fails with the name of the port and the cause', async () => {
    const signing = await beside({ screening: { screen: fails } })
    await expect(signing.applications.submit(personalLoanApplication)).rejects.toMatchObject({ code: 'port-failed', details: { port: 'screening', method: 'screen' }, cause: { message: 'boom' }, retryable: true })
    await expect(beside({ certificateAuthority: { ...place.options.certificateAuthority, trustAnchors: fails } })).rejects.toMatchObject({ code: 'port-failed', details: { port: 'certificateAuthority' } })
    const vault = await beside({ keyVault: { ...place.options.keyVault, unwrap: () => Promise.reject(Object.assign(new Error('sealed'), { retryable: false })) } })
    await expect(vault.applications.list()).rejects.toMatchObject({ code: 'port-failed', details: { port: 'keyVault' }, retryable: false })
  })

  it('does not allow by saying nothing, or by throwing', async () => {
    const { id } = await place.signing.applications.submit(personalLoanApplication)
    await place.signing.applications.approve(id, { by: '陆正衡' })
    const contract = await place.signing.contracts.create({ applicationId: id, number: 'hook 1' })
    for (const beforeSend of [() => undefined, () => true, async () => null, fails]) {
      const signing = await beside({ hooks: { beforeSend } as never })
      await expect(signing.contracts.send(contract.id)).rejects.toMatchObject({ code: 'hook-failed', details: { hook: 'beforeSend' } })
    }
    expect((await place.signing.contracts.get(contract.id)).state).toBe('generated')
  }, 30_000)

  it('fails to send, and sending says so', async () => {
    const { id } = await place.signing.applications.submit(personalLoanApplication)
    await place.signing.applications.approve(id, { by: '陆正衡' })
    const contract = await place.signing.contracts.create({ applicationId: id, number: 'unsent 1' })
    const entries: LogEntry[] = []
    const signing = await beside({ messenger: { sendText: fails }, log: (entry) => entries.push(entry) })
    expect(await signing.contracts.send(contract.id)).toMatchObject({ state: 'sent', messageHandedOver: false })
    expect(entries).toMatchObject([{ level: 'error', event: 'message-not-sent', error: { code: 'port-failed', details: { port: 'messenger' } } }])
    place.advance(60_000)
    await place.signing.runJobsOnce()
    expect(await place.lastLink()).toBeTruthy()
  }, 30_000)
})

it('says that the database was not migrated', async () => {
  const { pool } = place.database
  await pool.query('alter table migrations rename to migrations_elsewhere')
  try {
    const signing = await beside({})
    await expect(signing.applications.list()).rejects.toMatchObject({ code: 'database-not-migrated', message: expect.stringContaining('migrate()') as string })
    await expect(signing.startJobs()).rejects.toMatchObject({ code: 'database-not-migrated' })
  } finally {
    await pool.query('alter table migrations_elsewhere rename to migrations')
  }
})

describe('the log', () => {
  it('names an origin that is not allowed, and a parser that was there first, with what to do', async () => {
    const entries: LogEntry[] = []
    const signing = await beside({ log: (entry) => entries.push(entry) })
    expect((await signing.fetch(new Request('http://localhost/v1/session', { headers: { origin: 'https://portal.cu.example' } }))).status).toBe(403)
    const parsed = new Request('http://localhost/v1/applications', { method: 'POST', body: '{}', headers: { authorization: `Bearer ${backendSecret}`, 'idempotency-key': 'parsed-before-1' } })
    await parsed.text()
    expect((await signing.fetch(parsed)).status).toBe(500)
    expect(entries).toMatchObject([
      { level: 'error', event: 'origin-not-allowed', error: { message: expect.stringMatching(/"https:\/\/portal\.cu\.example" asked.*allowedOrigins/) as string } },
      { level: 'error', event: 'body-already-parsed', error: { message: expect.stringContaining('mount it before any body parser') as string } },
    ])
  })

  it('is the standard error stream unless given: one line of what failed, and its causes', async () => {
    const written = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    try {
      const signing = await beside({ screening: { screen: fails } })
      const body = JSON.stringify(personalLoanApplication)
      await signing.fetch(new Request('http://localhost/v1/applications', { method: 'POST', body, headers: { authorization: `Bearer ${backendSecret}`, 'idempotency-key': 'logged-by-default' } }))
      expect(written.mock.calls).toEqual([[expect.stringMatching(/^loansign: request-failed \(incident \S+\)\n {2}LoanSigningError: A port failed.*screening\.screen\n {2}Error: boom$/)]])
    } finally {
      written.mockRestore()
    }
  })
})
