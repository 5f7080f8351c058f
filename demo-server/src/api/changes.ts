import type { LoanSigning } from '@loansign/server'
import type { Request, Response } from 'express'

/** Tells open pages that something happened, over server-sent events: a durable subscriber hears every event of every contract. */
export function changes(signing: LoanSigning): { listen(request: Request, response: Response): void; tell(): void } {
  const listeners = new Set<Response>()
  const tell = (): void => {
    for (const listener of listeners) listener.write('data: changed\n\n')
  }
  signing.subscribe({ name: 'demo-pages', events: 'all', handle: tell })
  return {
    tell,
    listen(request, response) {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      response.write('retry: 1000\n\n')
      listeners.add(response)
      request.on('close', () => listeners.delete(response))
    },
  }
}
