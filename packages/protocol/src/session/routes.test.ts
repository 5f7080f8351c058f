import { describe, expect, it } from 'vitest'
import { backendEndpoints } from '../backend/endpoints.js'
import { problems } from '../problems.js'
import { sessionEndpoints } from './endpoints.js'
import { sessionRoutes } from './routes.js'

describe('the endpoint tables', () => {
  it('agree with and without schemas', () => {
    const stripped = Object.fromEntries(Object.entries(sessionEndpoints).map(([name, { method, path, response }]) => [name, { method, path, bytes: (response as unknown) === 'bytes' }]))
    expect(sessionRoutes).toEqual(stripped)
  })

  it('have one row for each id and each method and path', () => {
    const rows = [...Object.values(sessionEndpoints), ...Object.values(backendEndpoints)]
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length)
    expect(new Set(rows.map(({ method, path }) => `${method} ${path.replace(/:\w+/g, ':')}`)).size).toBe(rows.length)
  })

  it('name only problems that exist', () => {
    for (const { problems: codes } of [...Object.values(sessionEndpoints), ...Object.values(backendEndpoints)]) for (const code of codes) expect(problems).toHaveProperty([code])
  })
})
