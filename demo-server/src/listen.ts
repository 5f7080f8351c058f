import type { Server } from 'node:http'

/** Loopback only; the first of these ports that is free. */
export async function listen(server: Server, ports: readonly number[]): Promise<number> {
  for (const port of ports) {
    const taken = await new Promise<boolean>((done, failed) => {
      server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(true) : failed(error)))
      server.listen(port, 'localhost', () => done(false))
    })
    server.removeAllListeners('error')
    if (!taken) return (server.address() as { port: number }).port
  }
  throw new Error(`Port ${ports.join(', ')} is taken. Choose another: PORT=8090 npm start`)
}
