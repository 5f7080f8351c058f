import { createServer } from 'node:http'
import { resolve } from 'node:path'
import { typst } from '@loansign/contract/typst'
import express from 'express'
import { englishHouse, house } from '../houses.js'
import { listen } from '../listen.js'
import { pages } from '../pages.js'
import { studioOf } from './studioOf.js'
import { studioRoutes } from './studioRoutes.js'

/** The template studio alone: no database, no authorities. Drafts and releases lie in the same data directory as the demo's. */
async function main(): Promise<void> {
  const { env } = process
  const language = env.LOANSIGN_DEMO_LANG === 'en' ? 'en' : 'zh-CN'
  const lender = language === 'en' ? englishHouse : house
  const engine = typst()
  const app = express()
  app.use('/demo/studio', studioRoutes(studioOf({ house: lender, dataDirectory: resolve(env.DATA_DIR ?? 'data'), engine })))
  app.use(pages({ language, house: lender, only: ['studio'] }))
  const server = createServer(app)
  const port = await listen(server, env.PORT === undefined ? [8080, 0] : [Number(env.PORT)])
  const stop = (): void => {
    server.close()
    server.closeAllConnections()
    void engine.close().then(() => process.exit(0))
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  console.log(`LoanSign template studio: http://localhost:${port}/studio`)
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
