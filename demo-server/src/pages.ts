import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import express, { Router, type NextFunction, type Request, type Response } from 'express'
import type { House } from './houses.js'

/** What the element needs, and nothing more: no inline script, no inline style, no other host. */
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; worker-src 'self'; connect-src 'self'; font-src 'self'; img-src 'self' data: blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

const titles = {
  'zh-CN': { home: '演示', portal: '贷款', phone: '手机短信', desk: '信贷工作台', verify: '验证合同' },
  en: { home: 'Demo', portal: 'Loans', phone: 'Text messages', desk: 'Loan desk', verify: 'Verify an agreement' },
} as const
type Page = keyof (typeof titles)['en']

/** The pages and what they load. Each has a folder in `public`; all of them begin as the same short document. */
export function pages({ language, house }: { readonly language: 'zh-CN' | 'en'; readonly house: House }): Router {
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
  router.use('/assets', express.static(publicDirectory, { index: false }))
  const send = (page: Page) => (_: Request, response: Response): void => {
    const title = `${titles[language][page]} · ${house.shortName}`
    response.type('html').send(shell.replaceAll('{{page}}', page).replaceAll('{{language}}', language).replaceAll('{{title}}', title))
  }
  for (const page of ['portal', 'phone', 'desk', 'verify'] as const) router.get(`/${page}`, send(page))
  router.get('/', send('home'))
  return router
}
