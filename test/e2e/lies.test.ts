import { join } from 'node:path'
import { developmentCertificateAuthority } from '@loansign/server/development'
import { checkTail, fromBase64url, joinPrepared, toBase64url } from '@loansign/signature'
import type { Browser, Route } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { launch } from './driving/browser.mjs'
import { lyingTail, type Tail, type Touched } from './driving/lyingTail.js'
import { newestPdf, place, sent, toCode, type Place } from './driving/place.js'

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser.close())

type Answer = Record<string, any>
type Change = (answer: Answer, request: Answer) => unknown

/** Changes one answer of the API on its way to the element. */
async function lie({ phone }: Place, path: RegExp, change: Change): Promise<void> {
  await phone.route(path, async (route: Route) => {
    const response = await route.fetch({ maxRetries: 3 })
    const answer = (await response.json()) as Answer
    await change(answer, (route.request().postDataJSON() ?? {}) as Answer)
    await route.fulfill({ response, json: answer })
  })
}

/** Stopped under this code, and nothing is signed. */
async function refusedWith({ phone, server }: Place, code: string): Promise<void> {
  await phone.getByRole('heading', { name: '文件对不上' }).waitFor({ timeout: 60_000 })
  expect(await phone.locator('code').innerText()).toBe(code)
  const { contract } = await newestPdf(server.origin)
  expect(contract.signers[0]!.state).toBe('readComplete')
}

/** Begins to sign again, with a new key and a new code. */
async function again({ phone }: Place): Promise<void> {
  await phone.unrouteAll({ behavior: 'ignoreErrors' })
  await phone.getByRole('button', { name: '重新下载一次' }).click()
}

async function toConfirm({ borrower }: Place, code?: string): Promise<void> {
  await borrower.confirmCode(code)
  await borrower.draw()
}

/** Of one of the documents; negative counts from the last. */
const tailOf = (answer: Answer, number = 0): { -readonly [key in keyof Tail]: Tail[key] } => answer.preparations.at(number).prepared
const rewrite = (answer: Answer, number: number, change: (text: string) => string): void => {
  const prepared = tailOf(answer, number)
  const text = Buffer.from(prepared.tail, 'base64url').toString('latin1')
  const changed = change(text)
  expect(changed).not.toBe(text)
  prepared.tail = toBase64url(Uint8Array.from(Buffer.from(changed, 'latin1')))
}

/** A well-made tail with one object too many. */
const touching = (here: Place, touches: Touched): Change => async (answer) => {
  const { pdf: base } = await newestPdf(here.server.origin)
  const prepared = tailOf(answer)
  Object.assign(prepared, lyingTail({ base, prepared, touches }))
  // Nothing else is wrong with it.
  const { problems } = checkTail({ base, revision: joinPrepared({ base, prepared }) })
  expect(problems.map(({ code, what }) => [code, what])).toEqual([['redefines-foreign-object', { page: 'Page', font: 'Font', 'page-tree': 'Pages' }[touches]]])
}

/** Certified by the same authority, for the same key, in another name. */
const otherName = (here: Place): Change => async (answer, request) => {
  const authority = await developmentCertificateAuthority({ environment: 'development', directory: join(here.server.directory, 'keys') })
  const issued = await authority.issue({
    certificateRequest: fromBase64url(request.certificateRequest as string),
    subject: { commonName: '周禾甲' },
    validFrom: new Date(Date.now() - 60_000),
    validUntil: new Date(Date.now() + 3_600_000),
  })
  answer.certificate = toBase64url(issued.certificate)
}

const rounds: [string, (here: Place) => [path: RegExp, code: string, change: Change][]][] = [
  ['a tail that also redefines a page, a font or the page tree', (here) =>
    (['page', 'font', 'page-tree'] as const).map((touches) => [/\/signing\/prepare$/, 'tail-mismatch', touching(here, touches)])],
  ['another name in the dictionary of the last document, another evidence root, a certificate for another key', () => [
    [/\/signing\/prepare$/, 'tail-mismatch', (answer) => rewrite(answer, -1, (text) => text.replace(/(\/Name ?<feff....)..../, '$14e00'))],
    [/\/signing\/prepare$/, 'evidence-mismatch', (answer) => rewrite(answer, 0, (text) => text.replace(/(EvidenceRoot ?<)(..)/, (_, head: string, octet: string) => head + (octet === '00' ? '11' : '00')))],
    [/\/signing\/certificate$/, 'certificate-key-mismatch', (answer) => (answer.certificate = answer.chain[0])],
  ]],
  ['a certificate of the same authority in another name', (here) => [[/\/signing\/certificate$/, 'certificate-name-mismatch', otherName(here)]]],
]

describe('a server that lies', () => {
  it('about the digest, or sends other bytes, is refused before anything is asked', async () => {
    const here = await place(browser)
    const refused = async (): Promise<void> => {
      await here.phone.getByRole('heading', { name: '文件对不上' }).waitFor({ timeout: 60_000 })
      expect(await here.phone.locator('code').innerText()).toBe('document-digest-mismatch')
    }
    try {
      await sent(here)
      await lie(here, /\/v1\/session$/, (view) => {
        const [document] = view.documents as { sha256: string }[]
        document!.sha256 = document!.sha256.replace(/^./, (digit) => (digit === '0' ? '1' : '0'))
      })
      await here.borrower.open()
      await refused()
      await here.phone.unrouteAll({ behavior: 'ignoreErrors' })
      await here.phone.route(/\/session\/documents\/[^/]+$/, async (route) => {
        const response = await route.fetch({ maxRetries: 3 })
        const body = Buffer.from(await response.body())
        body[500]! ^= 1
        await route.fulfill({ response, body })
      })
      await here.phone.getByRole('button', { name: '重新下载一次' }).click()
      await refused()
    } finally {
      await here.close()
    }
  })

  it.each(rounds)('with %s is refused by a named code, and nothing is signed', async (_, lies) => {
    const here = await place(browser)
    try {
      await sent(here)
      await toCode(here)
      const all = lies(here)
      let before = ''
      for (const [path, code, change] of all) {
        await lie(here, path, change)
        before = await here.borrower.code(before)
        await toConfirm(here, before)
        await refusedWith(here, code)
        await again(here)
      }
      // Codes are rationed: where one is left, the honest server may end what the liar could not.
      if (all.length < 3) {
        await toConfirm(here, await here.borrower.code(before))
        await here.borrower.sign()
        expect((await newestPdf(here.server.origin)).contract.signers[0]!.state).toBe('signed')
      }
    } finally {
      await here.close()
    }
  })
})
