// npm run sample -- --out DIR [--lang zh-CN|en] [--headed] [--fast]: one loan from application to seal, through the real pages.
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { parsePem, verifyPdf } from '@loansign/signature'
import { launch } from '../e2e/driving/browser.mjs'
import { desk, startDemoServer } from '../e2e/driving/demo.mjs'
import { journey } from '../e2e/driving/journey.mjs'

const usage = 'usage: npm run sample -- --out DIR [--lang zh-CN|en] [--headed] [--fast]'
const { values } = read({ help: { type: 'boolean', short: 'h', default: false }, out: { type: 'string' }, lang: { type: 'string', default: 'zh-CN' }, headed: { type: 'boolean', default: false }, fast: { type: 'boolean', default: false } })
if (values.help) {
  console.log(usage)
  process.exit(0)
}
if (values.out === undefined) refuse('--out names the folder to write to')
if (!['zh-CN', 'en'].includes(values.lang)) refuse('--lang is zh-CN or en')
const out = resolve(values.out)
mkdirSync(out, { recursive: true })
const say = (text) => console.log(`  ${text}`)

console.log(`A loan contract, signed for real (${values.lang})`)
const server = await startDemoServer({ language: values.lang, readingSeconds: values.fast ? 1 : null })
let browser
let phone
const problems = []
try {
  browser = await launch({ headed: values.headed })
  phone = await (await browser.newContext({ viewport: { width: 360, height: 740 }, deviceScaleFactor: 2, locale: values.lang })).newPage()
  const office = await (await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: values.lang })).newPage()
  for (const page of [phone, office]) {
    page.on('pageerror', (error) => problems.push(String(error)))
    // An API problem is an answer, and the browser logs it; anything else it complains about is a fault.
    page.on('console', (message) => message.type() === 'error' && !message.text().startsWith('Failed to load resource') && problems.push(message.text()))
  }
  const shots = (page) => async (name) => {
    await page.screenshot({ path: join(out, `${name}.png`) })
  }
  const borrower = journey({ page: phone, origin: server.origin, language: values.lang, shot: shots(phone), say })
  const lender = journey({ page: office, origin: server.origin, language: values.lang, shot: shots(office), say })

  await borrower.apply()
  await lender.approveAndSend()
  await borrower.open()
  await borrower.identify()
  await borrower.consent()
  await borrower.costs()
  await borrower.read()
  await borrower.confirmCode()
  await borrower.draw()
  await borrower.sign()
  await lender.seal()

  const { contracts } = await desk(server.origin, '/overview')
  const contract = contracts[0]
  const fetchBytes = async (path) => new Uint8Array(await (await fetch(`${server.origin}/demo${path}`)).arrayBuffer())
  const [frozen, signed, trust] = [await fetchBytes(`/contracts/${contract.id}/document?revision=frozen`), await fetchBytes(`/contracts/${contract.id}/document`), await fetchBytes('/trust.pem')]
  const { evidence } = await desk(server.origin, `/contracts/${contract.id}`)
  const report = await verifyPdf(signed, { trustAnchors: parsePem(new TextDecoder().decode(trust)) })
  writeFileSync(join(out, 'contract.pdf'), frozen)
  writeFileSync(join(out, 'signed.pdf'), signed)
  writeFileSync(join(out, 'trust.pem'), trust)
  writeFileSync(join(out, 'report.json'), `${JSON.stringify(report, null, 2)}\n`)
  writeFileSync(join(out, 'evidence.json'), `${JSON.stringify(evidence, null, 2)}\n`)
  say(`verdict: ${report.indication}, ${report.signatures.length} signatures, ${evidence.events.length} events`)
  if (problems.length > 0) console.error(`the browser complained:\n${problems.join('\n')}`)
  console.log(`contract.pdf signed.pdf trust.pem report.json evidence.json and a picture of every step are in ${out}`)
  process.exitCode = report.indication === 'TOTAL-PASSED' && problems.length === 0 ? 0 : 1
} catch (error) {
  console.error(error)
  await phone?.screenshot({ path: join(out, 'failed.png') }).catch(() => undefined)
  console.error(problems.join('\n'))
  console.error(server.output().slice(-2000))
  process.exitCode = 1
} finally {
  await browser?.close()
  await server.stop()
}

function read(options) {
  try {
    return parseArgs({ options })
  } catch (error) {
    return refuse(error.message)
  }
}

/** Exit code 64 is EX_USAGE. */
function refuse(why) {
  console.error(`${why}\n${usage}`)
  process.exit(64)
}
