// node examples/fetch-handler.mjs: the same API as one function from Request to Response, for whatever runs such functions.
import { createServer } from 'node:http'
import { createLoanSigning } from '@loansign/server'
import { developmentOptions } from './development.mjs'

const port = Number(process.env.PORT ?? 8080)
const signing = await createLoanSigning(await developmentOptions(process.env.DATA_DIR ?? './data', `http://localhost:${port}`))
await signing.migrate()

// Where the platform takes it as it is: export default { fetch: signing.fetch }
const server = createServer(async (incoming, outgoing) => {
  const chunks = []
  for await (const chunk of incoming) chunks.push(chunk)
  const body = chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}
  const response = await signing.fetch(new Request(new URL(incoming.url, `http://${incoming.headers.host}`), { method: incoming.method, headers: incoming.headers, ...body }))
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  outgoing.end(Buffer.from(await response.arrayBuffer()))
})
server.listen(port, 'localhost', () => console.log(`ready http://localhost:${server.address().port}/v1`))

process.on('SIGTERM', async () => {
  server.close()
  await signing.close()
  process.exit(0)
})
