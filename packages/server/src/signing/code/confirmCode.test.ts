import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Messenger } from '../../ports/index.js'
import { installation, personalLoanApplication, type Installation } from '../../testing/installation.fixture.js'
import { SignerClient } from '../../testing/signerClient.fixture.js'

let place: Installation
const sendText = vi.fn<Messenger['sendText']>()
beforeAll(async () => {
  place = await installation(({ messenger }) => {
    sendText.mockImplementation((message) => messenger.sendText(message))
    return { messenger: { sendText } }
  })
}, 60_000)
afterAll(() => place.close())
beforeEach(() => void sendText.mockClear())

/** A client that has read everything and registered a key. */
async function readyForCode() {
  const { code } = await place.sent()
  const client = new SignerClient(place)
  await client.begin(code)
  await client.readAll()
  const { attemptId } = await client.startAttempt()
  const send = () => client.post('/session/signing/code', { attemptId })
  const confirm = (given: string) => client.post('/session/signing/willingness', { attemptId, code: given })
  return { client, attemptId, send, confirm }
}

const otherThan = (code: string): string => (code === '111111' ? '222222' : '111111')

describe('a code', () => {
  it('comes in a message that names lender, amount and contract', async () => {
    const { code } = await place.sent(personalLoanApplication)
    const client = new SignerClient(place)
    await client.begin(code)
    await client.readAll()
    const { attemptId } = await client.startAttempt()
    const sent = await client.post('/session/signing/code', { attemptId })
    expect(sent.phoneMasked).toBe('138****0187')
    expect(Date.parse(sent.resendAt) - Date.parse(sent.serverTime)).toBe(60_000)
    const { number } = (await client.view()).contract
    const { to, text } = sendText.mock.lastCall![0]
    const digits = await place.lastCode()
    expect(to).toBe('13800000187')
    expect(text).toBe(
      `【青溪农信】您正在签署借款合同：贷款人青溪县农村信用合作联社，金额300,000.00元，合同编号${number}。验证码 ${digits.slice(0, 3)} ${digits.slice(3)}，` +
        '10分钟内有效，只用于这一份合同。若不是您本人操作，请勿告诉任何人，并拨打 0870-5550118。',
    )
    const { rows } = await place.database.pool.query<{ attempt: string }>('select attempts::text as attempt from attempts')
    expect(rows.some(({ attempt }) => attempt.includes(digits))).toBe(false)
  })

  it('is accepted once', async () => {
    const { send, confirm } = await readyForCode()
    expect(await confirm('000000')).toMatchObject({ code: 'code-not-sent' })
    await send()
    const code = await place.lastCode()
    const answers = await Promise.all([confirm(code), confirm(code), confirm(code)])
    expect(answers.filter(({ method }) => method === 'one-time-code')).toHaveLength(1)
    expect(answers.filter((answer) => answer.code === 'code-not-sent')).toHaveLength(2)
  })

  it('tried wrong five times at once or one by one locks for half an hour; what was read stays read', async () => {
    const { client, send, confirm } = await readyForCode()
    await send()
    const right = await place.lastCode()
    const wrong = otherThan(right)
    const answers = await Promise.all(Array.from({ length: 8 }, () => confirm(wrong)))
    expect(answers.filter(({ code }) => code === 'code-wrong')).toHaveLength(4)
    expect(answers.filter(({ code }) => code === 'code-locked')).toHaveLength(4)
    expect(await confirm(right)).toMatchObject({ code: 'code-locked', details: { lockedUntil: expect.any(String) } })
    expect(await send()).toMatchObject({ code: 'code-locked' })
    const other = await client.startAttempt()
    expect(await client.post('/session/signing/code', { attemptId: other.attemptId })).toMatchObject({ code: 'code-locked' })
    place.advance(31 * 60_000)
    expect(await client.confirmCode(other.attemptId)).toMatchObject({ method: 'one-time-code' })
    expect((await client.view()).steps.find(({ step }) => step === 'reading')?.done).toBe(true)
  })

  it('shares its lock with guesses at the identity', async () => {
    const client = new SignerClient(place)
    const { code } = await place.sent()
    await client.open(code)
    for (let i = 0; i < 4; i++) await client.post('/session/identity', { name: '周禾田', idNumberLastFour: '9999' })
    expect((await client.post('/session/identity', { name: '周禾田', idNumberLastFour: '9999' })).code).toBe('identity-locked')
    expect((await client.view()).willingness.lockedUntil).not.toBeNull()
  })

  it('runs out after ten minutes', async () => {
    const { send, confirm } = await readyForCode()
    await send()
    const code = await place.lastCode()
    place.advance(10 * 60_000 + 1_000)
    expect(await confirm(code)).toMatchObject({ code: 'code-expired' })
    await send()
    // A new one voids the one before.
    expect(await confirm(code)).toMatchObject({ code: 'code-wrong' })
    expect(await confirm(await place.lastCode())).toMatchObject({ method: 'one-time-code' })
  })

  it('is sent again after a minute, and three times in any ten minutes over all attempts', async () => {
    const { client, send } = await readyForCode()
    expect(await send()).toHaveProperty('resendAt')
    expect(await send()).toMatchObject({ code: 'code-too-soon', details: { resendAt: expect.any(String) } })
    place.advance(60_000)
    expect(await send()).toHaveProperty('resendAt')
    const other = await client.startAttempt()
    const sendOther = () => client.post('/session/signing/code', { attemptId: other.attemptId })
    expect(await sendOther()).toHaveProperty('resendAt')
    place.advance(60_000)
    expect(await sendOther()).toMatchObject({ code: 'rate-limited', details: { retryAt: expect.any(String) } })
    expect(sendText).toHaveBeenCalledTimes(1 + 3)
    place.advance(9 * 60_000)
    expect(await sendOther()).toHaveProperty('resendAt')
  })

  it('of another attempt is worth nothing', async () => {
    const { client, attemptId, send, confirm } = await readyForCode()
    await send()
    const code = await place.lastCode()
    const other = await client.startAttempt()
    expect(await confirm(code)).toMatchObject({ code: 'attempt-superseded' })
    await client.post('/session/signing/code', { attemptId: other.attemptId })
    const given = (await place.lastCode()) === code ? otherThan(code) : code
    expect(await client.post('/session/signing/willingness', { attemptId: other.attemptId, code: given })).toMatchObject({
      code: 'code-wrong',
    })
    expect(attemptId).not.toBe(other.attemptId)
  })

  it('that could not be sent is not counted', async () => {
    const { send, confirm } = await readyForCode()
    sendText.mockRejectedValueOnce(new Error('no signal'))
    expect(await send()).toMatchObject({ code: 'unavailable', retryable: true })
    expect(await confirm('123456')).toMatchObject({ code: 'code-not-sent' })
    expect(await send()).toHaveProperty('resendAt')
    expect(await confirm(await place.lastCode())).toMatchObject({ method: 'one-time-code' })
  })
})
