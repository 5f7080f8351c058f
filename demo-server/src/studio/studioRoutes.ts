import express, { Router } from 'express'
import { answer } from '../api/answer.js'
import { samplesOf } from './samples.js'
import type { Release } from './store/releases.js'
import type { TemplateStudio } from './templateStudio.js'

/** What the studio's page asks for. Whoever runs this for real puts a login before it and takes `by` from there. */
export function studioRoutes(studio: TemplateStudio): Router {
  const router = Router()
  router.use(express.json({ limit: '1mb' }))
  router.get('/', answer(async () => ({
    people: studio.people,
    products: await Promise.all(studio.products.map(async (product) => {
      const { releases, draft } = await studio.open(product)
      const { sources, ...released } = releases.at(-1)!
      return { product, title: (JSON.parse(sources['product.json']!) as { title: unknown }).title, released, draft: draft && { authors: draft.authors, savedAt: draft.savedAt } }
    })),
  })))
  router.get('/products/:product', answer(async ({ params }) => {
    const { releases, draft } = await studio.open(String(params.product))
    const released = releases.at(-1)!
    return { released, draft, samples: samplesOf(released.sources), history: releases.map(withoutSources) }
  }))
  router.get('/products/:product/releases/:version', answer(async ({ params }, response) => {
    const { releases } = await studio.open(String(params.product))
    const found = releases.find(({ version }) => version === Number(params.version))
    return found ?? response.status(404).json({ code: 'not-found', details: {} })
  }))
  router.post('/products/:product/draft', answer(async ({ params, body }) => {
    const { by, base, files } = body as { by?: unknown; base?: unknown; files?: unknown }
    return studio.save(String(params.product), { by: String(by), base: base === null ? null : String(base), files: asFiles(files) })
  }))
  router.post('/products/:product/discard', answer(async ({ params, body }) => studio.discard(String(params.product), { by: String((body as { by?: unknown }).by) })))
  router.post('/products/:product/preview', answer(async ({ params, body }) => {
    const { files, sample } = body as { files?: unknown; sample?: unknown }
    return studio.preview(String(params.product), { files: asFiles(files), sample: String(sample) })
  }))
  router.post('/products/:product/release', answer(async ({ params, body }) => {
    const { by, sha256, note } = body as { by?: unknown; sha256?: unknown; note?: unknown }
    return withoutSources(await studio.release(String(params.product), { by: String(by), sha256: String(sha256), note: String(note ?? '').slice(0, 500) }))
  }))
  return router
}

function withoutSources({ sources: _, ...rest }: Release): Omit<Release, 'sources'> {
  return rest
}

function asFiles(value: unknown): Record<string, string> {
  return typeof value === 'object' && value !== null ? (value as Record<string, string>) : {}
}
