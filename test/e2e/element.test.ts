import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { desk, startDemoServer } from './driving/demo.mjs'
import { journey } from './driving/journey.mjs'
import { newerThanTheFloor } from './driving/newerThanTheFloor.mjs'

type Language = 'zh-CN' | 'en'
const borrowers = {
  'zh-CN': { name: '周禾田', idNumber: '530000198703150017', phone: '13800000187', address: '云川省青溪县柳河镇桃源村三组26号', principal: '300000', termMonths: '36', purpose: '扩建高原蔬菜温室大棚' },
  en: { name: 'Harriet Fields', idNumber: 'TEST-0000-0427', phone: '5550100427', address: '12 Orchard Lane, Maple Valley', principal: '24000', termMonths: '24', purpose: 'A greenhouse' },
}
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let browser: Browser
const servers: Partial<Record<Language, Awaited<ReturnType<typeof startDemoServer>>>> = {}
beforeAll(async () => {
  browser = await launch()
})
afterAll(async () => {
  await browser.close()
  await Promise.all(Object.values(servers).map((server) => server.stop()))
})

/** A contract that was just sent, and a phone that has not opened it. */
async function phone(language: Language, options: BrowserContextOptions = {}): Promise<{ context: BrowserContext; page: Page; steps: ReturnType<typeof journey>; link: string; origin: string; complaints: string[]; earlierCode: string }> {
  const { origin } = (servers[language] ??= await startDemoServer({ language }))
  const { id } = (await desk(origin, '/applications', borrowers[language])) as { id: string }
  for (;;) {
    const { applications } = (await desk(origin, '/overview')) as { applications: { id: string; state: string }[] }
    if (applications.find((application) => application.id === id)?.state === 'screened') break
    await new Promise((done) => setTimeout(done, 100))
  }
  await desk(origin, `/applications/${id}/approve`, {})
  // Ceremonies of one language share an inbox: neither link nor code of an earlier one must be taken for this one's.
  const before = await inboxOf(origin)
  await desk(origin, `/applications/${id}/send`, {})
  const link = await newLink(origin, before)
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language, hasTouch: true, ...options })
  const page = await context.newPage()
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => /Content Security Policy|Refused to/.test(message.text()) && complaints.push(message.text()))
  const steps = journey({ page, origin, language })
  const inbox = await inboxOf(origin)
  const earlier = inbox.map((text) => /(?:验证码|Code) (\d{3}) (\d{3})/.exec(text)).find(Boolean)
  return { context, page, steps, link, origin, complaints, earlierCode: earlier ? `${earlier[1]}${earlier[2]}` : '' }
}

const inboxOf = async (origin: string): Promise<string[]> => ((await (await fetch(`${origin}/demo/inbox`)).json()) as { text: string }[]).map(({ text }) => text)

async function newLink(origin: string, before: readonly string[]): Promise<string> {
  for (let i = 0; i < 120; i++) {
    const found = (await inboxOf(origin)).filter((text) => !before.includes(text)).map((text) => /http\S+#c=[\w-]+/.exec(text)).find(Boolean)
    if (found) return found[0]
    await new Promise((done) => setTimeout(done, 250))
  }
  throw new Error('no link came')
}

/** Every record in every database of the page's origin. */
const kept = (page: Page): Promise<unknown[]> =>
  page.evaluate(async () => {
    const records: unknown[] = []
    for (const { name } of await indexedDB.databases()) {
      const opening = indexedDB.open(name!)
      const database = await new Promise<IDBDatabase>((done) => (opening.onsuccess = () => done(opening.result)))
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store).getAll()
        records.push(...(await new Promise<unknown[]>((done) => (all.onsuccess = () => done(all.result.map((record) => Object.keys(record)))))))
      }
      database.close()
    }
    return records
  })

const sideways = (page: Page): Promise<number> => page.evaluate(() => document.scrollingElement!.scrollWidth - innerWidth)

/** Moves by Tab until a control with these words has the focus, which must be visible. */
async function tabTo(page: Page, words: RegExp): Promise<void> {
  const seen: string[] = []
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press('Tab')
    const at = await page.evaluate(() => {
      let active = document.activeElement
      while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
      if (!(active instanceof HTMLElement)) return { name: '', ring: true }
      const { outlineStyle, outlineWidth } = getComputedStyle(active)
      const cell = active.parentElement?.querySelector('i.current')
      return { name: (active.ariaLabel ?? active.innerText ?? '').trim() || (active.closest('div')?.innerText ?? ''), ring: (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2) || (cell !== null && cell !== undefined && parseFloat(getComputedStyle(cell).borderTopWidth) >= 3) }
    })
    seen.push(at.name)
    if (!words.test(at.name)) continue
    expect(at.ring, `the focus on “${at.name}” is visible`).toBe(true)
    return
  }
  throw new Error(`no ${words} among ${[...new Set(seen)].join(' | ')}`)
}

describe('by keyboard alone, 320 pixels wide, with reduced motion', () => {
  it('signs, under the strictest policy, and leaves nothing behind', async () => {
    const { context, page, steps, link, complaints } = await phone('en', { viewport: { width: 320, height: 640 }, reducedMotion: 'reduce', hasTouch: false })
    const press = async (words: RegExp): Promise<void> => {
      await tabTo(page, words)
      expect(await sideways(page), `at ${words}`).toBeLessThanOrEqual(0)
      await page.keyboard.press('Enter')
    }
    /** Presses once the button has these words and is ready. */
    const pressReady = async (words: RegExp): Promise<void> => {
      await page.getByRole('button', { name: words }).and(page.locator('[aria-disabled=false]')).waitFor({ timeout: 60_000 })
      await press(words)
    }
    try {
      await page.goto(link)
      await page.getByRole('button', { name: steps.text.open }).waitFor()
      await press(/^Open the agreement$/)
      await page.getByLabel(steps.text.lastFour).waitFor({ timeout: 60_000 })
      // Not ready, the button says why and leads to what is missing.
      await press(/4 digits missing/)
      await page.keyboard.type(steps.text.digits)
      await page.keyboard.press('Enter')
      await page.locator('[data-consent]').first().waitFor()
      await press(/3 not decided yet/)
      for (let i = 0; i < 3; i++) {
        if (i > 0 || !(await page.evaluate(() => document.querySelector('loan-contract-signer')!.shadowRoot!.activeElement?.closest('[data-consent]')))) await tabTo(page, /^Do not agree$/)
        if (i < 2) await tabTo(page, /^Agree$/)
        await page.keyboard.press('Space')
      }
      await pressReady(/^Continue$/)
      await page.locator('dialog.pop[open]').waitFor()
      // Escape does not get one past the costs.
      await page.keyboard.press('Escape')
      expect(await page.locator('dialog.pop[open]').count()).toBe(1)
      await press(/^I have read the costs$/)
      await pressReady(/^I have read the costs$/)
      for (let turn = 0; turn < 60; turn++) {
        const ready = page.getByRole('button', { name: /^(Show next key clause|Next page|Next document|Done reading, continue)$/ }).and(page.locator('[aria-disabled=false]'))
        await ready.waitFor({ timeout: 60_000 })
        const words = (await ready.innerText()).trim()
        await press(new RegExp(`^${words}$`))
        if (words.startsWith('Done')) break
        if (words.startsWith('Show')) {
          await page.getByRole('button', { name: steps.text.seen }).waitFor()
          await press(/^I have seen this$/)
          await page.getByRole('button', { name: steps.text.seen }).waitFor({ state: 'detached' })
        }
      }
      await page.getByRole('heading', { name: 'Do you want to sign' }).waitFor({ timeout: 60_000 })
      await tabTo(page, /^If so, enter the code/)
      await page.keyboard.type(await steps.code())
      await page.keyboard.press('Enter')
      await page.getByRole('tab', { name: 'Draw' }).waitFor()
      await tabTo(page, /^Draw$/)
      await page.keyboard.press('ArrowRight')
      await tabTo(page, /^Type your name/)
      await page.keyboard.type(borrowers.en.name)
      await pressReady(/^Use this signature$/)
      // Every document shows its signature page before one press signs them all.
      for (let number = 1; number < 4; number++) await pressReady(/^Seen, show the next$/)
      await page.locator('canvas[data-drawn=true]').waitFor({ timeout: 60_000 })
      expect(await kept(page)).toHaveLength(1)
      await pressReady(/^Sign · borrow/)
      await page.getByRole('heading', { name: steps.text.signed }).waitFor({ timeout: 60_000 })
      expect(await sideways(page)).toBeLessThanOrEqual(0)
      expect(await kept(page)).toEqual([])
      expect(await page.evaluate(() => (document.querySelector('loan-contract-signer') as unknown as { sessionToken?: string }).sessionToken)).toBeUndefined()
      expect(complaints).toEqual([])
    } finally {
      await context.close()
    }
  })
})

describe.each(['zh-CN', 'en'] as const)('what axe finds, %s', (language) => {
  it('on every screen and state is nothing; nothing scrolls sideways; a signature survives turning the phone', async () => {
    // axe writes inline styles, which the policy forbids: the policy has a test of its own.
    const { context, page, link, origin, earlierCode } = await phone(language, { bypassCSP: true })
    const found: string[] = []
    const look = async (name: string): Promise<void> => {
      await page.evaluate(axe)
      const violations = await page.evaluate(async () => {
        const { axe } = globalThis as unknown as { axe: { run(context: unknown): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> } }
        return (await axe.run({ include: ['loan-contract-signer'] })).violations.map(({ id, nodes }) => `${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`)
      })
      found.push(...violations.map((violation) => `${name}: ${violation}`))
      if ((await sideways(page)) > 0) found.push(`${name} scrolls sideways`)
    }
    const steps = journey({ page, origin, language, shot: look })
    const words = language === 'en' ? { text: 'Text', find: 'Find', page: 'Page', full: /in full/, close: 'Close', wide: 'Sideways', narrow: 'Back upright', decline: 'I do not want to sign', back: 'Go back' } : { text: '大字', find: '查找', page: '原页', full: /全文/, close: '关闭', wide: '横屏写', narrow: '回到竖屏', decline: '我不想签了', back: '回去接着看' }
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
    try {
      await page.goto(link)
      await look('link')
      await steps.press(steps.text.open)
      await steps.identify()
      await page.locator('[data-consent]').first().waitFor()
      await button(words.full).click()
      await look('consents in full')
      await button(words.close).click()
      await steps.consent()
      await steps.costs()
      await steps.read({ until: 2 })
      await page.reload()
      await page.getByRole('button', { name: steps.text.resume }).waitFor({ timeout: 60_000 })
      await look('resume')
      await steps.resume()
      await page.locator('canvas[data-drawn]').waitFor({ timeout: 60_000 })
      await button(words.text).click()
      await page.locator('.flow p.clause').first().waitFor()
      await button(words.find).click()
      await page.locator('.finder input').fill(language === 'en' ? 'interest' : '利率')
      await page.locator('.flow mark').first().waitFor()
      await look('text with find')
      await page.keyboard.press('Escape')
      await button(words.page).click()
      // The portal has its own header, with its own way to help.
      await page.locator('.helpbar button').click()
      await look('help')
      await button(words.decline).click()
      await look('declining')
      await button(words.back).click()
      await steps.read()
      await steps.confirmCode(await steps.code(earlierCode))
      const canvas = page.locator('.main .pad canvas')
      await canvas.waitFor()
      await page.waitForTimeout(500)
      const ink = (): Promise<{ pixels: number; edge: number }> => canvas.evaluate((element) => {
        const { width, height } = element as HTMLCanvasElement
        const { data } = (element as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height)
        let [pixels, edge] = [0, 0]
        for (let i = 3; i < data.length; i += 4) {
          if (data[i]! < 128) continue
          pixels++
          const x = ((i - 3) / 4) % width
          if (x < 2 || x > width - 3) edge++
        }
        return { pixels, edge }
      })
      const { x, y, width, height } = (await canvas.boundingBox())!
      await page.mouse.move(x + width * 0.05, y + height * 0.2)
      await page.mouse.down()
      await page.mouse.move(x + width * 0.95, y + height * 0.8, { steps: 12 })
      await page.mouse.up()
      const before = await ink()
      for (const size of [{ width: 740, height: 360 }, { width: 360, height: 740 }]) {
        await page.setViewportSize(size)
        await page.waitForTimeout(300)
        const after = await ink()
        expect(after.pixels).toBeGreaterThan(before.pixels / 3)
        expect(after.edge, 'nothing is cut off').toBe(0)
      }
      await button(words.wide).click()
      await look('large paper')
      await button(words.narrow).click()
      await page.waitForTimeout(300)
      expect((await ink()).pixels).toBeGreaterThan(before.pixels / 3)
      await look('signature')
      await steps.pressReady(steps.text.use)
      await steps.sign()
      expect(found).toEqual([])
    } finally {
      await context.close()
    }
  })
})

describe('the ends', () => {
  it('declined or expired, nothing of a ceremony stays on the device', async () => {
    const declined = await phone('zh-CN')
    try {
      await declined.page.goto(declined.link)
      await declined.steps.press(declined.steps.text.open)
      await declined.page.getByLabel(declined.steps.text.lastFour).waitFor({ timeout: 60_000 })
      expect(await kept(declined.page)).toEqual([['proofKey', 'sessionToken', 'seen']])
      await declined.page.getByRole('button', { name: '我不是周禾田' }).click()
      await declined.page.getByRole('button', { name: '确认不签' }).click()
      await declined.page.getByText('没有签任何东西').waitFor()
      expect(await kept(declined.page)).toEqual([])
    } finally {
      await declined.context.close()
    }
    const expired = await phone('zh-CN')
    try {
      await expired.page.route(/\/v1\/session$/, async (route) => {
        // Its connection may be one that the server is just closing.
        const response = await route.fetch({ maxRetries: 3 })
        await route.fulfill({ response, json: { ...((await response.json()) as object), outcome: 'expired' } })
      })
      await expired.page.goto(expired.link)
      await expired.steps.press(expired.steps.text.open)
      await expired.page.getByText('过了签署时间').waitFor({ timeout: 60_000 })
      expect(await kept(expired.page)).toEqual([])
    } finally {
      await expired.context.close()
    }
  })

  it.each(['the page has just opened', 'another link has just been opened in it'])('a tap that comes before the store of keys is open is not lost: %s', async (when) => {
    const { context, page, link, steps } = await phone('zh-CN')
    try {
      await page.addInitScript(() => {
        const open = indexedDB.open.bind(indexedDB)
        indexedDB.open = (...names: [string, number?]) => {
          const request = open(...names)
          const heard = request.addEventListener.bind(request)
          const late = (what: unknown) => (event: Event) => void setTimeout(() => (what as (event: Event) => void).call(request, event), 2000)
          request.addEventListener = (type: string, what: unknown) => heard(type, type === 'success' ? late(what) : (what as EventListener))
          Object.defineProperty(request, 'onsuccess', { set: (what: unknown) => heard('success', late(what)) })
          return request
        }
      })
      const [address, code] = link.split('#c=') as [string, string]
      const isSecond = when.startsWith('another')
      await page.goto(`${address}#c=${isSecond ? 'A'.repeat(code.length) : code}`)
      if (isSecond) {
        await page.getByRole('button', { name: steps.text.open }).waitFor()
        await page.waitForTimeout(3000)
        await page.evaluate((hash) => void (location.hash = hash), `c=${code}`)
      }
      await steps.press(steps.text.open)
      await page.getByLabel(steps.text.lastFour).waitFor({ timeout: 30_000 })
    } finally {
      await context.close()
    }
  })

  it('a consent whose digest is not that of its text is refused', async () => {
    const { context, page, link, steps } = await phone('zh-CN')
    try {
      await page.route(/\/v1\/session$/, async (route) => {
        const response = await route.fetch({ maxRetries: 3 })
        const view = (await response.json()) as { consents: { text: string }[] }
        view.consents[1]!.text += '也用于营销。'
        await route.fulfill({ response, json: view })
      })
      await page.goto(link)
      await steps.press(steps.text.open)
      await page.getByText('consent-mismatch').waitFor({ timeout: 60_000 }).catch(async (cause: unknown) => {
        throw new Error(`instead of a refusal: ${(await page.locator('loan-contract-signer').innerText()).slice(0, 500)}`, { cause })
      })
      expect(await page.getByRole('button', { name: steps.text.check }).count()).toBe(0)
    } finally {
      await context.close()
    }
  })
})

describe('without a network', () => {
  it('the page stays, the bar says when it tries again, and nothing is lost', async () => {
    const { context, page, steps, link } = await phone('zh-CN')
    try {
      await page.goto(link)
      await steps.press(steps.text.open)
      await steps.identify()
      await steps.consent()
      await steps.costs()
      await page.locator('canvas[data-drawn]').waitFor({ timeout: 60_000 })
      await context.setOffline(true)
      await page.getByText(/秒后自动再试/).waitFor({ timeout: 30_000 })
      await page.getByRole('button', { name: '连上网后再翻页' }).waitFor()
      expect(await page.locator('canvas[data-drawn]').isVisible()).toBe(true)
      await context.setOffline(false)
      await page.getByRole('button', { name: '现在再试一次' }).click({ timeout: 5_000 }).catch(() => undefined)
      await page.getByRole('button', { name: steps.text.next, exact: true }).and(page.locator('[aria-disabled=false]')).waitFor({ timeout: 30_000 })
    } finally {
      await context.close()
    }
  })
})

describe('an older browser', () => {
  it('draws the contract without anything newer than Chromium 108 and Safari 16.4, in page and worker', async () => {
    const { context, page, steps, link, complaints } = await phone('zh-CN')
    try {
      await page.addInitScript(newerThanTheFloor)
      await page.route(/pdf\.worker\.js$/, async (route) => {
        const response = await route.fetch({ maxRetries: 3 })
        // Imports run before the body: what takes away must itself be the first of them.
        await route.fulfill({ response, body: `import './newer-than-the-floor.js'\n${await response.text()}` })
      })
      await page.route(/newer-than-the-floor\.js$/, (route) => route.fulfill({ contentType: 'text/javascript', body: `(${newerThanTheFloor})()` }))
      await page.goto(link)
      expect(await page.evaluate(() => [typeof (Promise as unknown as { try?: unknown }).try, typeof (URL as unknown as { parse?: unknown }).parse])).toEqual(['undefined', 'undefined'])
      await steps.press(steps.text.open)
      await steps.identify()
      await steps.consent()
      await steps.costs()
      await page.locator('canvas[data-drawn]').waitFor({ timeout: 60_000 })
      const dark = await page.locator('.paper canvas').evaluate((element) => {
        const canvas = element as HTMLCanvasElement
        return canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data.reduce((count, value, index) => count + (index % 4 === 0 && value < 100 ? 1 : 0), 0)
      })
      expect(dark).toBeGreaterThan(1000)
      await page.getByRole('button', { name: '大字', exact: true }).click()
      await page.locator('.flow p').nth(2).waitFor()
      expect(complaints).toEqual([])
    } finally {
      await context.close()
    }
  })
})
