import { createServer } from 'node:http'
import { resolve } from 'node:path'
import express from 'express'
import { toExpress } from '@loansign/server/express'
import { deskApi } from './api/deskApi.js'
import { englishHouse, house } from './houses.js'
import { startDemo } from './installation.js'
import { listen } from './listen.js'
import { pages } from './pages.js'
import { studioRoutes } from './studio/studioRoutes.js'

/** The reference server: one process, one address, Ctrl-C stops all it started. */
async function main(): Promise<void> {
  const { env } = process
  const language = env.LOANSIGN_DEMO_LANG === 'en' ? 'en' : 'zh-CN'
  const lender = language === 'en' ? englishHouse : house
  const app = express()
  const server = createServer(app)
  const port = await listen(server, env.PORT === undefined ? [8080, 0] : [Number(env.PORT)])
  const origin = `http://localhost:${port}`
  const starting = startDemo({
    house: lender,
    language,
    dataDirectory: resolve(env.DATA_DIR ?? 'data'),
    databaseUrl: env.DATABASE_URL,
    origin,
    readingSeconds: env.LOANSIGN_DEMO_READING_SECONDS === undefined ? null : Number(env.LOANSIGN_DEMO_READING_SECONDS),
    codeMinutes: env.LOANSIGN_DEMO_CODE_MINUTES === undefined ? null : Number(env.LOANSIGN_DEMO_CODE_MINUTES),
    onNotice: (text) => console.log(text),
  })
  // From here on something runs that has to be ended: also when somebody stops us before we are up.
  let stopping = false
  const stop = (): void => {
    if (stopping) return
    stopping = true
    server.close()
    server.closeAllConnections()
    void starting.then((demo) => demo.close()).then(() => process.exit(0), () => process.exit(1))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  const demo = await starting
  // Before any body parser: LoanSign reads its own bodies.
  app.use('/v1', toExpress(demo.signing))
  app.use('/demo/studio', studioRoutes(demo.studio))
  app.use('/demo', deskApi(demo, { house: lender, language, today: () => new Date().toISOString().slice(0, 10) }))
  app.use(pages({ language, house: lender }))
  console.log(`LoanSign demo: ${origin}`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
