import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { newestPdf, place, sent, toCode } from './driving/place.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe('codes', () => {
  it('five wrong ones lock, with a clock time and what was kept', async () => {
    const here = await place(browser)
    try {
      await sent(here)
      await toCode(here)
      const right = await here.borrower.code()
      const wrong = right === '123456' ? '654321' : '123456'
      for (let i = 0; i < 5; i++) {
        const input = here.phone.locator('.cells input')
        await input.waitFor()
        await input.fill(wrong)
        await here.borrower.pressReady('确认')
        await (i < 4 ? here.phone.getByText(`还可以试 ${4 - i} 次`) : here.phone.getByRole('heading', { name: '先停一停' })).waitFor()
      }
    } finally {
      await here.close()
    }
  })

  it('that came too late are refused as such, cost no try, and a new one is taken', async () => {
    const here = await place(browser, { codeMinutes: 0 })
    try {
      await sent(here)
      await toCode(here)
      await here.borrower.confirmCode()
      await here.phone.getByText('验证码过期了，请重发一个').waitFor()
      expect((await newestPdf(here.server.origin)).contract.signers[0]!.state).toBe('readComplete')
      await here.restart()
      await here.phone.reload()
      const late = await here.borrower.code()
      await here.borrower.resume()
      const fresh = await here.borrower.code(late)
      await here.phone.locator('.cells input').waitFor()
      // The late code is wrong now; all five tries were there until this one.
      await here.phone.locator('.cells input').fill(late)
      await here.borrower.pressReady('确认')
      await here.phone.getByText('还可以试 4 次').waitFor()
      await here.borrower.confirmCode(fresh)
      await here.borrower.draw()
      await here.borrower.sign()
    } finally {
      await here.close()
    }
  })
})
