import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { extendPdf, signPdf, toPem } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { contractFixture } from '../../packages/signature/src/pades/contract.fixture.js'
import { makeLevelPki } from '../../packages/signature/src/pades/levelPki.fixture.js'
import { makeTestPki } from '../../packages/signature/src/pades/pki.fixture.js'
import { launch } from './driving/browser.mjs'

const address = pathToFileURL(fileURLToPath(new URL('../../packages/component/dist/offline/loan-contract-verifier.html', import.meta.url))).href
let browser: Browser
let folder: string
const path = (name: string): string => join(folder, name)

/** A later revision that draws another page, as somebody would who has no key; and one whose second page no viewer finds, so that nobody compare them. */
function withOtherPage(signed: Uint8Array, { lines = 0, isSecondGone = false } = {}): Uint8Array {
  const text = new TextDecoder('latin1').decode(signed)
  const startxref = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(text)![1]
  const size = Math.max(...[...text.matchAll(/\/Size (\d+)/g)].map(([, number]) => Number(number)))
  const more = Array.from({ length: lines }, (_, index) => ` 0 -20 Td (Line ${index}) Tj`).join('')
  const drawing = `BT /F1 14 Tf 72 700 Td (Amount 380000.00) Tj${more} ET`
  const content = `5 0 obj\n<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream\nendobj\n`
  const object = content + (isSecondGone ? '4 0 obj\nnull\nendobj\n' : '')
  const row = (number: number, offset: number): string => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`
  const xref = `xref\n${isSecondGone ? row(4, signed.length + content.length) : ''}${row(5, signed.length)}trailer\n<</Size ${size}/Root 1 0 R/Prev ${startxref}>>\nstartxref\n${signed.length + object.length}\n%%EOF\n`
  return Buffer.concat([signed, Buffer.from(object + xref, 'latin1')])
}

beforeAll(async () => {
  browser = await launch()
  folder = mkdtempSync(join(tmpdir(), 'loansign-offline-'))
  const pki = await makeTestPki()
  const signed = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: pki.signer, timestampAuthority: pki.timestampAuthority })
  writeFileSync(path('signed.pdf'), signed)
  writeFileSync(path('changed.pdf'), withOtherPage(signed))
  writeFileSync(path('$(evil).pdf'), withOtherPage(signed, { lines: 14, isSecondGone: true }))
  writeFileSync(path('root.pem'), toPem(pki.root))
  const level = await makeLevelPki()
  const { borrower, timestampAuthority } = level
  const stamped = await signPdf({ base: contractFixture(), field: 'borrower', signerName: '周禾田', signingTime: new Date(), signer: borrower, timestampAuthority })
  writeFileSync(path('stamped.pdf'), stamped)
  writeFileSync(path('archived.pdf'), await extendPdf({ file: stamped, trustAnchors: [level.root.certificate.der], revocationSource: level.source(), timestampAuthority }))
  writeFileSync(path('level.pem'), toPem(level.root.certificate.der))
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await browser.close()
})

async function opened(locale: string, viewport: { width: number; height: number }): Promise<{ page: Page; asked: string[]; problems: string[] }> {
  const context = await browser.newContext({ locale, viewport, offline: true })
  const page = await context.newPage()
  const [asked, problems]: [string[], string[]] = [[], []]
  page.on('request', (request) => /^(file|blob):/.test(request.url()) || asked.push(request.url()))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
  await page.goto(address)
  return { page, asked, problems }
}

describe('the offline verifier, one file from a disk', () => {
  it.each([['zh-CN', '有效', '信任的根证书'], ['en', 'Valid', 'Trusted root certificates']])('says who signed and what is trusted, and asks nobody, %s', async (locale, valid, roots) => {
    const { page, asked, problems } = await opened(locale, { width: 360, height: 740 })
    const chooser = async (nth: number, file: string): Promise<void> => page.locator('input[type=file]').nth(nth).setInputFiles(path(file))
    await page.getByText(roots).waitFor()
    await chooser(1, 'root.pem')
    await chooser(0, 'signed.pdf')
    await page.getByRole('heading', { name: valid, exact: true }).waitFor()
    await page.getByText('周禾田').first().waitFor()
    await page.getByText('TOTAL-PASSED').waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    expect({ asked, problems }).toEqual({ asked: [], problems: [] })
    await page.context().close()
  })

  it('without a root it cannot decide; a changed file is shown beside the version that was signed', async () => {
    const { page, asked, problems } = await opened('zh-CN', { width: 1280, height: 900 })
    await page.locator('input[type=file]').nth(0).setInputFiles(path('signed.pdf'))
    await page.getByText('INDETERMINATE').waitFor()
    // What is missing is added there and then: first a file that holds no root, then one that does.
    await page.locator('input[type=file]').nth(0).setInputFiles(path('signed.pdf'))
    await page.getByRole('alert').waitFor()
    await page.getByRole('button', { name: '信任的根证书' }).waitFor()
    await page.locator('input[type=file]').nth(0).setInputFiles(path('root.pem'))
    await page.getByRole('heading', { name: '有效', exact: true }).waitFor()
    expect(await page.getByRole('button', { name: '信任的根证书' }).count()).toBe(0)
    await page.locator('input[type=file]').nth(0).setInputFiles(path('changed.pdf'))
    await page.getByRole('heading', { name: '无效：签完之后被改过' }).waitFor()
    await page.locator('.compare canvas').nth(1).waitFor()
    await page.getByText('Amount 380000.00').waitFor()
    const ink = (nth: number): Promise<number> => page.locator('.compare canvas').nth(nth).evaluate((canvas) => {
      const { width, height } = canvas as HTMLCanvasElement
      return (canvas as HTMLCanvasElement).getContext('2d')!.getImageData(0, 0, width, height).data.filter((value, index) => index % 4 === 0 && value < 128).length
    })
    expect(await ink(0)).toBeGreaterThan(50)
    expect(await ink(1)).toBeGreaterThan(50)
    expect({ asked, problems }).toEqual({ asked: [], problems: [] })
    await page.context().close()
  })

  it('says that a page cannot be compared, what it leaves out, and no name to a shell that would run it', async () => {
    const { page, asked, problems } = await opened('en', { width: 1280, height: 900 })
    await page.locator('input[type=file]').nth(1).setInputFiles(path('root.pem'))
    await page.locator('input[type=file]').nth(0).setInputFiles(path('$(evil).pdf'))
    await page.getByRole('heading', { name: 'Not valid: changed after signing' }).waitFor()
    await page.getByText('Page 1, Page 2: not as it was signed.').waitFor()
    await page.getByText('Amount 380000.00').waitFor()
    await page.locator('.compare canvas').nth(1).waitFor()
    await page.getByText('and 3 more', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Signature by signature' }).click()
    await page.locator('summary', { hasText: 'Check with other programs' }).click()
    await page.getByText('pdfsig "contract.pdf"').waitFor()
    expect({ asked, problems }).toEqual({ asked: [], problems: [] })
    await page.context().close()
  })

  it.each([
    ['zh-CN', 360, '逐个签名看', 'B-LTA，连吊销信息也有时间戳证明', /周禾田 没有吊销。OCSP .*，在文件里，在签名之后出具/, /Level TSA 没有吊销。吊销列表/, 'B-T，时间有时间戳证明', '周禾田 没有查到。文件里没有关于它的吊销信息'],
    ['en', 1280, 'Signature by signature', 'B-LTA: a timestamp over those too', /周禾田 not revoked: OCSP .*, in the file, made after signing/, /Level TSA not revoked: list of/, 'B-T: a timestamp proves the time', '周禾田 not known: the file holds no revocation data about it'],
  ] as const)('says what is known of revocation, from where and how fresh, or why nothing is; and the level, %s at %d', async (locale, width, oneByOne, level, own, stamp, lower, nothing) => {
    const { page, asked, problems } = await opened(locale, { width, height: 740 })
    const show = async (file: string): Promise<void> => {
      await page.reload()
      await page.locator('input[type=file]').nth(1).setInputFiles(path('level.pem'))
      await page.locator('input[type=file]').nth(0).setInputFiles(path(file))
      await page.getByRole('button', { name: oneByOne }).click()
      await page.getByRole('heading', { name: oneByOne }).waitFor()
    }
    await show('archived.pdf')
    await page.getByText(level).waitFor()
    for (const line of [own, stamp]) await page.locator('li').filter({ hasText: line }).waitFor()
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true)
    // Its heading on one line: beside a long remark it once stood one character below the other.
    expect((await page.getByRole('heading', { name: oneByOne }).boundingBox())!.height).toBeLessThan(60)
    await show('stamped.pdf')
    await page.getByText(lower).waitFor()
    await page.locator('li').filter({ hasText: nothing }).waitFor()
    expect({ asked, problems }).toEqual({ asked: [], problems: [] })
    await page.context().close()
  })
})
