import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { verifyPdf } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { newestPdf, place, sent, toCode } from './driving/place.js'
import { appendedTo, flipped, placesToFlip } from './driving/tampering.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** What axe finds wrong on a screen of the element, by rule and place. */
async function accessibility(page: Page, name: string): Promise<string[]> {
  if ((await page.locator('loan-contract-signer:visible').count()) === 0) return []
  await page.evaluate(axe)
  const violations = await page.evaluate(async () => {
    const { axe } = globalThis as unknown as { axe: { run(context: unknown): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> } }
    return (await axe.run({ include: ['loan-contract-signer'] })).violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
  })
  return violations.map((violation) => `${name}: ${violation}`)
}

describe.each(['zh-CN', 'en'] as const)('a loan, %s', (language) => {
  it('goes from the application to a sealed contract', async () => {
    const violations: string[] = []
    const unusable: string[] = []
    // axe itself breaks the page's policy with inline styles: one language is looked at by it, the other by the policy.
    const here = await place(browser, { language, ...(language === 'zh-CN' ? { shot: async (page: Page, name: string) => void unusable.push(...(await accessibility(page, name))) } : {}) })
    here.phone.on('console', (message) => /Content Security Policy/.test(message.text()) && violations.push(message.text()))
    try {
      await sent(here)
      await toCode(here)
      await here.borrower.confirmCode()
      await (language === 'en' ? here.borrower.type() : here.borrower.draw())
      await here.borrower.sign()
      await here.lender.seal()
      const { pdf, trustAnchors } = await newestPdf(here.server.origin)
      const report = await verifyPdf(pdf, { trustAnchors })
      expect(report.indication).toBe('TOTAL-PASSED')
      expect(report.signatures.map(({ level }) => level)).toEqual(['B-LTA', 'B-LTA', 'none'])
      if (language === 'en') expect(violations).toEqual([])
      expect(unusable).toEqual([])
      // Nothing of the ceremony stays on the device.
      const left = await here.phone.evaluate(async () => {
        const open = indexedDB.open('loansign')
        const database = await new Promise<IDBDatabase>((done) => (open.onsuccess = () => done(open.result)))
        const all = database.transaction('sessions').objectStore('sessions').getAllKeys()
        return new Promise<number>((done) => (all.onsuccess = () => done(all.result.length)))
      })
      expect(left).toBe(0)
      // One byte, anywhere in what is signed.
      const verdicts: string[] = []
      const places = placesToFlip(pdf)
      for (const position of places) {
        const { indication } = await verifyPdf(flipped(pdf, position), { trustAnchors })
        if (indication !== 'TOTAL-FAILED') verdicts.push(`byte ${position}: ${indication}`)
      }
      expect(places.length).toBeGreaterThan(320)
      expect(verdicts).toEqual([])
      // Something behind the end: what shows nothing new may pass, but never without a word.
      for (const [what, file] of appendedTo(pdf)) {
        const { indication, warnings } = await verifyPdf(file, { trustAnchors })
        const harmless = ['an empty revision', 'a revision with a new object'].includes(what)
        expect([what, indication]).toEqual([what, harmless ? 'TOTAL-PASSED' : 'TOTAL-FAILED'])
        if (harmless) expect(warnings).toContain('changed-after-last-signature')
        else expect(warnings).not.toEqual([])
      }
    } finally {
      await here.close()
    }
  })
})
