// node examples/fetch-handler.mjs: the same API as one function from Request to Response, for whatever runs such functions.
import { createServer } from 'node:http'
import { createLoanSigning } from '@loansign/server'
import { developmentOptions, endInOrder, listen } from './development.mjs'

const atEnd = endInOrder()
const server = createServer()
const origin = await listen(server, Number(process.env.PORT ?? 8080))
atEnd(() => {
  server.close()
  server.closeAllConnections()
})

const signing = await createLoanSigning(await developmentOptions(process.env.DATA_DIR ?? './data', origin, atEnd))
atEnd(() => signing.close())
await signing.migrate()
// Deliveries, archiving, deadlines: in every process that lives on. Where none does, a scheduler calls runJobsOnce().
await signing.startJobs()

// Where the platform takes it as it is: export default { fetch: signing.fetch }
server.on('request', async (incoming, outgoing) => {
  const chunks = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
  const response = await signing.fetch(new Request(new URL(incoming.url, origin), { method: incoming.method, headers: incoming.headers, ...body }))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
})
console.log(`ready ${origin}/v1`)
