import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { parsePem, verifyPdf } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './browser.mjs'
import { desk, startDemoServer } from './demo.mjs'
import { journey } from './journey.mjs'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

type Steps = ReturnType<typeof journey>
type Language = 'zh-CN' | 'en'

interface Place {
  readonly server: Awaited<ReturnType<typeof startDemoServer>>
  readonly phone: Page
  readonly borrower: Steps
  readonly lender: Steps
  close(): Promise<void>
}

async function place({ language = 'zh-CN' as Language, shot, ...options }: { language?: Language; shot?: (page: Page, name: string) => Promise<void>; readingSeconds?: number } = {}): Promise<Place> {
  const server = await startDemoServer({ language, ...options })
  const contexts = [await browser.newContext({ viewport: { width: 360, height: 740 }, locale: language }), await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: language })]
  const [phone, office] = [await contexts[0]!.newPage(), await contexts[1]!.newPage()]
  return {
    server,
    phone,
    borrower: journey({ page: phone, origin: server.origin, language, ...(shot ? { shot: (name: string) => shot(phone, name) } : {}) }),
    lender: journey({ page: office, origin: server.origin, language }),
    async close() {
      await phone.unrouteAll({ behavior: 'ignoreErrors' })
      await Promise.all(contexts.map((context) => context.close()))
      await server.stop()
    },
  }
}

async function sent({ borrower, lender }: Place): Promise<void> {
  await borrower.apply()
  await lender.approveAndSend()
}

async function toCode({ borrower }: Place): Promise<void> {
  await borrower.open()
  await borrower.identify()
  await borrower.consent()
  await borrower.costs()
  await borrower.read()
}

async function newestPdf(origin: string): Promise<{ pdf: Uint8Array; trustAnchors: Uint8Array[]; contract: { id: string; state: string; signers: { state: string }[] } }> {
  const { contracts } = (await desk(origin, '/overview')) as { contracts: { id: string; state: string; signers: { state: string }[] }[] }
  const bytes = async (path: string) => new Uint8Array(await (await fetch(`${origin}/demo${path}`)).arrayBuffer())
  return { pdf: await bytes(`/contracts/${contracts[0]!.id}/document`), trustAnchors: parsePem(new TextDecoder().decode(await bytes('/trust.pem'))), contract: contracts[0]! }
}

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
    const here = await place({ language, ...(language === 'zh-CN' ? { shot: async (page: Page, name: string) => void unusable.push(...(await accessibility(page, name))) } : {}) })
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
      expect(report.signatures.map(({ level }) => level)).toEqual(['B-T', 'B-T'])
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
      for (let position = 200; position < pdf.length; position += Math.floor(pdf.length / 12)) {
        const changed = Uint8Array.from(pdf)
        changed[position]! ^= 1
        const verdict = await verifyPdf(changed, { trustAnchors }).then(({ indication }) => indication, () => 'refused')
        expect(verdict, `byte ${position}`).not.toBe('TOTAL-PASSED')
      }
    } finally {
      await here.close()
    }
  })
})

describe('interruptions', () => {
  it('a reload in the middle goes on, and so does a server that was killed', async () => {
    const here = await place()
    let server = here.server
    try {
      await sent(here)
      await here.borrower.open()
      await here.borrower.identify()
      await here.phone.locator('[data-consent]').first().waitFor()
      const port = Number(new URL(server.origin).port)
      await server.kill()
      server = await startDemoServer({ dataDirectory: server.directory, port })
      await here.phone.goto(`${server.origin}/portal`)
      await here.borrower.resume()
      await here.borrower.consent()
      await here.borrower.costs()
      await here.borrower.read({ until: 2 })
      await server.kill()
      server = await startDemoServer({ dataDirectory: server.directory, port })
      await here.phone.reload()
      await here.borrower.resume()
      await here.borrower.read()
      await here.borrower.confirmCode()
      await here.phone.reload()
      // The key was in memory alone: a new key, a new code.
      await here.borrower.resume()
      await here.phone.locator('.cells input').waitFor()
      expect((await newestPdf(server.origin)).contract.signers[0]!.state).toBe('readComplete')
    } finally {
      await server.stop()
      await here.close().catch(() => undefined)
    }
  })

  it('declining ends it, and nothing is signed', async () => {
    const here = await place()
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

describe('codes', () => {
  it('five wrong ones lock, with a clock time and what was kept', async () => {
    const here = await place()
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
})

describe('a server that lies', () => {
  /** Changes one answer of the API on its way to the element. */
  async function lie(here: Place, path: RegExp, change: (answer: Record<string, unknown>) => void): Promise<void> {
    await here.phone.route(path, async (route) => {
      const response = await route.fetch()
      const answer = (await response.json()) as Record<string, unknown>
      change(answer)
      await route.fulfill({ response, json: answer })
    })
  }
  const refusedWith = async (here: Place, code: string): Promise<void> => {
    await here.phone.getByRole('heading', { name: '文件对不上' }).waitFor({ timeout: 60_000 })
    expect(await here.phone.locator('code').innerText()).toBe(code)
    const { contract } = await newestPdf(here.server.origin)
    expect(contract.signers[0]!.state).not.toBe('signed')
  }

  it('about the digest, or sends other bytes, is refused before anything is asked', async () => {
    const here = await place()
    try {
      await sent(here)
      await lie(here, /\/v1\/session$/, (view) => {
        const [document] = view.documents as { sha256: string }[]
        document!.sha256 = document!.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
      })
      await here.borrower.open()
      await refusedWith(here, 'document-digest-mismatch')
      await here.phone.unrouteAll({ behavior: 'ignoreErrors' })
      await here.phone.route(/\/session\/documents\/[^/]+$/, async (route) => {
        const response = await route.fetch()
        const body = Buffer.from(await response.body())
        body[500]! ^= 1
        await route.fulfill({ response, body })
      })
      await here.phone.getByRole('button', { name: '重新下载一次' }).click()
      await refusedWith(here, 'document-digest-mismatch')
    } finally {
      await here.close()
    }
  })

  it.each([
    ['a tail that also redefines a page', 'tail-mismatch', (prepared: { tail: string }) => {
      const text = Buffer.from(prepared.tail, 'base64url').toString('latin1')
      prepared.tail = Buffer.from(text.replace(/^\n?/, '\n3 0 obj\n<</Type/Page/MediaBox[0 0 9 9]>>\nendobj\n'), 'latin1').toString('base64url')
    }],
    ['another name in the dictionary', 'tail-mismatch', (prepared: { tail: string }) => {
      const text = Buffer.from(prepared.tail, 'base64url').toString('latin1')
      prepared.tail = Buffer.from(text.replace(/\/Name ?<feff..../, (found) => `${found.slice(0, -4)}4e00`), 'latin1').toString('base64url')
    }],
    ['another evidence root', 'evidence-mismatch', (prepared: { tail: string }) => {
      const text = Buffer.from(prepared.tail, 'base64url').toString('latin1')
      prepared.tail = Buffer.from(text.replace(/EvidenceRoot ?<../, (found) => `${found.slice(0, -2)}${found.endsWith('00') ? '11' : '00'}`), 'latin1').toString('base64url')
    }],
  ])('with %s is refused, and nothing is signed', async (_, code, change) => {
    const here = await place()
    try {
      await sent(here)
      await toCode(here)
      await lie(here, /\/signing\/prepare$/, (answer) => change((answer.preparations as { prepared: { tail: string } }[])[0]!.prepared))
      await here.borrower.confirmCode()
      await here.borrower.draw()
      await refusedWith(here, code)
    } finally {
      await here.close()
    }
  })

  it('with a certificate for another key is refused', async () => {
    const here = await place()
    try {
      await sent(here)
      await toCode(here)
      await lie(here, /\/signing\/certificate$/, (answer) => {
        answer.certificate = (answer.chain as string[])[0]
      })
      await here.borrower.confirmCode()
      await here.borrower.draw()
      await refusedWith(here, 'certificate-key-mismatch')
    } finally {
      await here.close()
    }
  })
})

describe('two at once', () => {
  it('a double click makes one signature', async () => {
    const here = await place()
    try {
      await sent(here)
      await toCode(here)
      await here.borrower.confirmCode()
      await here.borrower.draw()
      await here.phone.locator('canvas[data-drawn=true]').waitFor({ timeout: 60_000 })
      await here.phone.getByRole('button', { name: /^签署 · / }).dblclick()
      await here.phone.getByRole('heading', { name: '您已签好' }).waitFor({ timeout: 60_000 })
      const { pdf, trustAnchors } = await newestPdf(here.server.origin)
      expect((await verifyPdf(pdf, { trustAnchors })).signatures).toHaveLength(1)
    } finally {
      await here.close()
    }
  })
})
