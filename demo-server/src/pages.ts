import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fontFiles, latinFontFiles } from '@loansign/fonts'
import express, { Router, type NextFunction, type Request, type Response } from 'express'
import type { House } from './houses.js'

/** What the element needs, and nothing more: no inline script, no inline style, no other host. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

/** For the one worker that runs drafts of templates: WebAssembly, no other code that is made at run time, and this server only. A worker has the policy it comes with, not its page's. */
const draftWorkerPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"

const titles = {
  'zh-CN': { home: '演示', portal: '贷款', phone: '手机短信', desk: '信贷工作台', verify: '验证合同', studio: '合同模板' },
  en: { home: 'Demo', portal: 'Loans', phone: 'Text messages', desk: 'Loan desk', verify: 'Verify an agreement', studio: 'Contract templates' },
} as const
type Page = keyof (typeof titles)['en']

export interface PagesOptions {
  readonly language: 'zh-CN' | 'en'
  readonly house: House
  /** Of all pages these only; the first one also answers at `/`. */
  readonly only?: readonly Page[]
}

/** The pages and what they load. Each has a folder in `public`; all of them begin as the same short document. */
export function pages({ language, house, only = ['home', 'portal', 'phone', 'desk', 'verify', 'studio'] }: PagesOptions): Router {
  const publicDirectory = join(dirname(fileURLToPath(import.meta.url)), '../public')
  const packageOf = (name: string): string => dirname(createRequire(import.meta.url).resolve(`${name}/package.json`))
  const shell = readFileSync(join(publicDirectory, 'page.html'), 'utf8')
  const router = Router()
  router.use((_: Request, response: Response, next: NextFunction) => {
    response.set({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' })
    next()
  })
  router.use('/assets/element', express.static(join(packageOf('@loansign/component'), 'dist/cdn'), { index: false }))
  router.use('/assets/pdfjs', express.static(join(packageOf('pdfjs-dist'), 'build'), { index: false }))
  for (const part of ['web-compiler', 'renderer'] as const) {
    router.use(`/assets/typst/${part.replace('web-', '')}`, express.static(join(packageOf(`@myriaddreamin/typst-ts-${part}`), 'pkg'), { index: false }))
  }
  const fonts: Readonly<Record<string, string>> = { ...fontFiles(), ...latinFontFiles() }
  router.get('/assets/fonts/:name', (request, response) => {
    const path = Object.hasOwn(fonts, request.params.name) ? fonts[request.params.name] : undefined
    if (path === undefined) return void response.sendStatus(404)
    response.type('font/ttf').sendFile(path)
  })
  router.use('/assets/bundles', express.static(join(publicDirectory, '../dist/cdn'), { index: false }))
  router.use('/assets/studio/worker', (_, response, next) => {
    response.set('content-security-policy', draftWorkerPolicy)
    next()
  })
  router.use('/assets', express.static(publicDirectory, { index: false }))
  const send = (page: Page) => (_: Request, response: Response): void => {
    const title = `${titles[language][page]} · ${house.shortName}`
    response.type('html').send(shell.replaceAll('{{page}}', page).replaceAll('{{language}}', language).replaceAll('{{title}}', title))
  }
  for (const page of only.filter((name) => name !== 'home')) router.get(`/${page}`, send(page))
  router.get('/', send(only[0]!))
  return router
}
