import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router, type NextFunction, type Request, type Response } from 'express'

/** What the element needs, and nothing more: no inline script, no inline style, no other host. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** The four pages and what they load. */
export function pages(language: 'zh-CN' | 'en'): Router {
  const here = dirname(fileURLToPath(import.meta.url))
  const publicDirectory = join(here, '../public')
  const element = join(dirname(createRequire(import.meta.url).resolve('@loansign/component/package.json')), 'dist/cdn')
  const router = Router()
  router.use((_: Request, response: Response, next: NextFunction) => {
    response.set({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    next()
  })
  router.use('/assets/element', express.static(element, { index: false }))
  router.use('/assets/signature', express.static(join(here, 'public'), { index: false }))
  router.use('/assets', express.static(publicDirectory, { index: false }))
  for (const page of ['portal', 'phone', 'desk', 'verify']) router.get(`/${page}`, (_, response) => response.sendFile(join(publicDirectory, `${page}.${language}.html`)))
  router.get('/', (_, response) => response.sendFile(join(publicDirectory, `index.${language}.html`)))
  return router
}
