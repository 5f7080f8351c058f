import { toPem } from '@loansign/signature'
import express, { Router } from 'express'
import type { House } from '../houses.js'
import type { Demo } from '../installation.js'
import { applicationRoutes } from './applicationRoutes.js'
import { changes } from './changes.js'
import { contractRoutes } from './contractRoutes.js'
import { lineRoutes } from './lineRoutes.js'
import { loanRoutes } from './loanRoutes.js'
import { answer } from './answer.js'

export interface DeskOptions {
  readonly house: House
  readonly language: 'zh-CN' | 'en'
  /** The calendar day, `2026-11-20`. */
  readonly today: () => string
}

/** What the demo's own pages ask for. A real portal and a real desk put their login in front of these verbs. */
export function deskApi(demo: Demo, options: DeskOptions): Router {
  const { signing, messenger } = demo
  const router = Router()
  const live = changes(signing)
  router.use(express.json({ limit: '64kb' }))
  router.use((request, response, next) => {
    // Applications are no contracts yet and have no events: what was asked of this server is news as well.
    if (request.method === 'POST') response.on('finish', () => live.tell())
    next()
  })
  router.get('/changes', (request, response) => live.listen(request, response))
  router.get('/house', answer(async () => ({ ...options.house, language: options.language, today: options.today() })))
  router.get('/inbox', answer(async () => messenger.read()))
  router.get('/overview', answer(async () => ({
    today: options.today(), applications: await signing.applications.list(), contracts: await signing.contracts.list(), loans: await signing.loans.list(), portfolio: await signing.loans.portfolio(),
  })))
  router.get('/trust.pem', answer(async (_, response) => response.type('application/x-pem-file').send(signing.trustAnchors.map((der) => toPem(der)).join(''))))
  router.use(applicationRoutes(demo, options))
  router.use(contractRoutes(demo, options))
  router.use(loanRoutes(demo, options))
  router.use(lineRoutes(demo, options))
  return router
}
