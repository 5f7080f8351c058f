import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { launch } from '../../e2e/driving/browser.mjs'

const product = 'mortgage-loan'
const keystrokes = 40

/** Characters typed one by one into a clause of a warm Chinese contract, in the template studio: from the key to its page drawn, beside what laying it out alone takes. */
export async function studioKeystroke() {
  const directory = mkdtempSync(join(tmpdir(), 'loansign-bench-studio-'))
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../../demo-server/dist/studio/main.js', import.meta.url))], { env: { ...process.env, PORT: '0', DATA_DIR: directory, LOANSIGN_DEMO_LANG: 'zh-CN' }, stdio: ['ignore', 'pipe', 'inherit'] })
  const browser = await launch()
  try {
    const address = await new Promise((done, failed) => {
      child.stdout.on('data', (chunk) => done(/(http:\S+)/.exec(chunk)?.[1]))
      child.once('exit', () => failed(new Error('the studio ended')))
    })
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage()
    await page.goto(address)
    const timing = page.locator('.timing')
    const typed = async (work) => {
      const before = Number(await timing.getAttribute('data-count'))
      await work()
      await page.waitForFunction((count) => Number(document.querySelector('.timing').dataset.count ?? 0) > count, before, { timeout: 60_000 })
      return { seen: Number(await timing.getAttribute('data-seen')), compile: Number(await timing.getAttribute('data-compile')) }
    }
    await typed(() => undefined)
    await typed(() => page.getByLabel('产品').selectOption(product))
    // Behind the first words of an article in the middle.
    await page.getByRole('button', { name: '查找和替换' }).click()
    await page.locator('.cm-search [name=search]').fill('+ 抵押权自')
    await page.keyboard.press('End')
    await page.keyboard.press('Enter')
    await page.keyboard.press('Escape')
    await page.keyboard.press('ArrowRight')
    const all = []
    for (let key = 0; key < keystrokes; key++) all.push(await typed(() => page.keyboard.insertText('甲')))
    // The first ones warm up.
    const warm = all.slice(10)
    const sorted = (name) => warm.map((one) => one[name]).sort((a, b) => a - b)
    const [seen, compile] = [sorted('seen'), sorted('compile')]
    const middle = Math.floor(warm.length / 2)
    const value = Math.round((seen[middle] / compile[middle]) * 10) / 10
    const pages = await page.locator('.papers figure').count()
    return {
      id: 'studio-keystroke', what: `a character typed into a template until its page is drawn, a contract of ${pages} pages, against the engine laying it out`, value, unit: '×', budget: 4, holds: value <= 4,
      beside: `${Math.round(seen[middle])} ms (100 ms wanted; slowest of ${warm.length}: ${Math.round(seen.at(-1))} ms) against ${Math.round(compile[middle])} ms`,
    }
  } finally {
    await browser.close()
    child.kill('SIGTERM')
    await new Promise((done) => (child.exitCode === null ? child.once('exit', done) : done()))
    rmSync(directory, { recursive: true, force: true })
  }
}
