import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { newestPdf, place, sent } from './driving/place.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

describe('interruptions', () => {
  it('a reload in the middle goes on, and so does a server that was killed', async () => {
    const here = await place(browser)
    try {
      await sent(here)
      await here.borrower.open()
      await here.borrower.identify()
      await here.phone.locator('[data-consent]').first().waitFor()
      await here.restart()
      await here.phone.goto(`${here.server.origin}/portal`)
      await here.borrower.resume()
      await here.borrower.consent()
      await here.borrower.costs()
      await here.borrower.read({ until: 2 })
      await here.restart()
      await here.phone.reload()
      await here.borrower.resume()
      await here.borrower.read()
      const before = await here.borrower.code()
      await here.borrower.confirmCode(before)
      await here.phone.reload()
      // The key was in memory alone: a new key, a new code.
      await here.borrower.resume()
      await here.phone.locator('.cells input').waitFor()
      expect((await newestPdf(here.server.origin)).contract.signers[0]!.state).toBe('readComplete')
      await here.borrower.confirmCode(await here.borrower.code(before))
      await here.borrower.draw()
      await here.borrower.sign()
    } finally {
      await here.close()
    }
  })

  it('declining ends it, and nothing is signed', async () => {
    const here = await place(browser)
    try {
      await sent(here)
      await here.borrower.open()
      await here.phone.getByRole('button', { name: '我不是周禾田' }).click()
      await here.phone.getByRole('button', { name: '确认不签' }).click()
      await here.phone.getByText('没有签任何东西').waitFor()
      expect((await newestPdf(here.server.origin)).contract.state).toBe('declined')
    } finally {
      await here.close()
    }
  })
})
