import { parsePem } from '@loansign/signature'
import type { Browser, Page } from 'playwright-core'
import { desk, startDemoServer } from './demo.mjs'
import { journey } from './journey.mjs'

type Steps = ReturnType<typeof journey>
type Language = 'zh-CN' | 'en'

export interface Place {
  readonly server: Awaited<ReturnType<typeof startDemoServer>>
  readonly phone: Page
  readonly borrower: Steps
  readonly lender: Steps
  /** Kills the server as a power cut would, and starts it again at the same address on the same data. */
  restart(options?: { readonly codeMinutes?: number }): Promise<void>
  close(): Promise<void>
}

/** A demo server of its own, a phone and an office. */
export async function place(browser: Browser, { language = 'zh-CN' as Language, deviceScaleFactor = 1, shot, ...options }: { language?: Language; deviceScaleFactor?: number; shot?: (page: Page, name: string) => Promise<void>; readingSeconds?: number; codeMinutes?: number } = {}): Promise<Place> {
  const first = await startDemoServer({ language, ...options })
  let server = first
  const contexts = [await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor, locale: language }), await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: language })]
  const [phone, office] = [await contexts[0]!.newPage(), await contexts[1]!.newPage()]
  return {
    server: first,
    phone,
    borrower: journey({ page: phone, origin: first.origin, language, ...(shot ? { shot: (name: string) => shot(phone, name) } : {}) }),
    lender: journey({ page: office, origin: first.origin, language }),
    async restart(changed = {}) {
      await server.kill()
      const { codeMinutes: _, ...usual } = options
      server = await startDemoServer({ language, ...usual, ...changed, dataDirectory: first.directory, port: Number(new URL(first.origin).port) })
    },
    async close() {
      await phone.unrouteAll({ behavior: 'ignoreErrors' })
      await Promise.all(contexts.map((context) => context.close()))
      await server.stop()
      // The first one owns the directory.
      await first.stop()
    },
  }
}

/** Applied for, approved, generated, sent. */
export async function sent({ borrower, lender }: Place): Promise<void> {
  await borrower.apply()
  await lender.approveAndSend()
}

/** From the link to the screen that asks for the code. */
export async function toCode({ borrower }: Place): Promise<void> {
  await borrower.open()
  await borrower.identify()
  await borrower.consent()
  await borrower.costs()
  await borrower.read()
}

/** What the desk would download now. */
export async function newestPdf(origin: string): Promise<{ pdf: Uint8Array; trustAnchors: Uint8Array[]; contract: { id: string; state: string; signers: { state: string }[] } }> {
  const { contracts } = (await desk(origin, '/overview')) as { contracts: { id: string; state: string; signers: { state: string }[] }[] }
  const bytes = async (path: string) => new Uint8Array(await (await fetch(`${origin}/demo${path}`)).arrayBuffer())
  return { pdf: await bytes(`/contracts/${contracts[0]!.id}/document`), trustAnchors: parsePem(new TextDecoder().decode(await bytes('/trust.pem'))), contract: contracts[0]! }
}
