// node examples/express.mjs: the API in an Express application.
import { createServer } from 'node:http'
import express from 'express'
import { createLoanSigning } from '@loansign/server'
import { toExpress } from '@loansign/server/express'
import { developmentOptions, endInOrder, listen } from './development.mjs'

const atEnd = endInOrder()
const app = express()
const server = createServer(app)
const origin = await listen(server, Number(process.env.PORT ?? 8080))
atEnd(() => {
  server.close()
  server.closeAllConnections()
})

const signing = await createLoanSigning(await developmentOptions(process.env.DATA_DIR ?? './data', origin, atEnd))
atEnd(() => signing.close())
await signing.migrate()
await signing.startJobs()

// Durable by its name: after a restart it goes on where it was.
signing.subscribe({ name: 'log', events: 'all', handle: (event) => console.log(event.sequence, event.type, event.contractId) })

app.use('/v1', toExpress(signing)) // before any body parser: LoanSign reads its own bodies
app.use(express.json())
console.log(`ready ${origin}/v1`)
