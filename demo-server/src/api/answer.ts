import type { Request, Response } from 'express'

/** A route that answers with JSON, and with the stable code of what went wrong. */
export function answer(work: (request: Request, response: Response) => Promise<unknown>) {
  return async (request: Request, response: Response): Promise<void> => {
    try {
      const result = await work(request, response)
      if (!response.headersSent) response.json(result ?? null)
    } catch (error) {
      const { code = 'internal', details = {} } = error as { code?: string; details?: unknown }
      if (code === 'internal') console.error(error)
      response.status(code === 'not-found' ? 404 : 409).json({ code, details })
    }
  }
}
