// node examples/express.mjs: the API in an Express application.
import express from 'express'
import { createLoanSigning } from '@loansign/server'
import { toExpress } from '@loansign/server/express'
import { developmentOptions } from './development.mjs'

const port = Number(process.env.PORT ?? 8080)
const signing = await createLoanSigning(await developmentOptions(process.env.DATA_DIR ?? './data', `http://localhost:${port}`))
await signing.migrate()
await signing.startJobs()

// Durable by its name: after a restart it goes on where it was.
signing.subscribe({ name: 'log', events: 'all', handle: (event) => console.log(event.sequence, event.type, event.contractId) })

const app = express()
app.use('/v1', toExpress(signing)) // before any body parser: LoanSign reads its own bodies
app.use(express.json())
const server = app.listen(port, 'localhost', () => console.log(`ready http://localhost:${server.address().port}/v1`))

process.on('SIGTERM', async () => {
  server.close()
  await signing.close()
  process.exit(0)
})
