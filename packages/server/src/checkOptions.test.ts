import { describe, expect, it } from 'vitest'
import { checkOptions } from './checkOptions.js'
import type { LoanSigningOptions } from './createLoanSigning.js'
import { developmentCertificateAuthority, developmentIdentity, developmentMessenger, developmentScreening, developmentSeal, developmentTimestampAuthority } from './development/index.js'
import { requireNode } from './requireNode.js'

const never = () => Promise.reject(new Error('not asked'))
const options: LoanSigningOptions = {
  environment: 'production',
  lender: { name: '青溪县农村信用合作联社', shortName: '青溪农信', hotline: '0870-5550118' },
  publicUrl: 'https://esign.cu.example',
  signingPage: 'https://portal.cu.example/sign',
  allowedOrigins: ['https://portal.cu.example'],
  database: { pool: { query: never, connect: never }, close: never } as never,
  blobs: { put: never, get: never },
  keyVault: { wrap: never, unwrap: never },
  products: [{ product: 'personal-loan', signingOrder: ['borrower'], check: () => undefined, generateDocuments: never, checkDrawnText: never }],
  certificateAuthority: { issuerName: 'Event CA', trustAnchors: never, issue: never, revoke: never },
  timestampAuthorities: [{ name: 'TSA', timestamp: never }],
  messenger: { sendText: never },
  identity: { name: 'register', verify: never },
  screening: { screen: never },
  seal: { certificateChain: never, sign: never },
}

/** What is refused, as `option: expected`. */
function refused(change: Record<string, unknown>): string[] {
  try {
    checkOptions({ ...options, ...change } as never)
    return []
  } catch (error) {
    const { code, message, details } = error as { code: string; message: string; details: { issues: { option: string; expected: string }[] } }
    expect(code).toBe('options-invalid')
    for (const { option } of details.issues) expect(message).toContain(option)
    return details.issues.map(({ option }) => option)
  }
}

describe('the options of createLoanSigning', () => {
  it('are taken when they are whole', () => {
    expect(refused({})).toEqual([])
    expect(refused({ hooks: { beforeSend: () => undefined }, settings: { pageSeconds: null, codeMinutes: 5 }, log: () => undefined, basePath: '/v1', hidden: undefined })).toEqual(['hidden'])
  })

  it.each(['environment', 'lender', 'publicUrl', 'signingPage', 'allowedOrigins', 'database', 'blobs', 'keyVault', 'products', 'certificateAuthority', 'timestampAuthorities', 'messenger', 'identity', 'screening', 'seal'])('are refused without %s, by name', (name) => {
    expect(refused({ [name]: undefined })).toEqual([name])
    expect(refused({ [name]: 7 })).toEqual([name])
  })

  it.each([
    [{ mesenger: options.messenger }, 'mesenger'],
    [{ hooks: { beforeSent: () => undefined } }, 'hooks.beforeSent'],
    [{ hooks: { beforeSend: true } }, 'hooks.beforeSend'],
    [{ settings: { pageSecond: 3 } }, 'settings.pageSecond'],
    [{ settings: { linkHours: '7' } }, 'settings.linkHours'],
    [{ settings: { codeMinutes: 11 } }, 'settings.codeMinutes'],
    [{ settings: { pageSeconds: 0 } }, 'settings.pageSeconds'],
    [{ lender: { name: 'A', shortName: ' ', hotline: '1' } }, 'lender.shortName'],
    [{ lender: { name: 'A', shortName: 'B', hotline: '1', hotLine: '2' } }, 'lender.hotLine'],
    [{ messenger: { send: never } }, 'messenger'],
    [{ certificateAuthority: { ...options.certificateAuthority, issuerName: undefined } }, 'certificateAuthority'],
    [{ products: [] }, 'products'],
    [{ products: [() => undefined] }, 'products[0]'],
    [{ products: [options.products[0], options.products[0]] }, 'products'],
    [{ timestampAuthorities: [] }, 'timestampAuthorities'],
    [{ allowedOrigins: ['https://portal.cu.example/'] }, 'allowedOrigins[0]'],
    [{ backendKeys: [{ id: 'core', sha256: 'secret' }] }, 'backendKeys[0].sha256'],
    [{ basePath: 'v1' }, 'basePath'],
    [{ publicUrl: 'esign.cu.example' }, 'publicUrl'],
  ])('%o are refused as %s', (change, option) => expect(refused(change)).toEqual([option]))

  it('are needed at all', () => expect(() => checkOptions(undefined as never)).toThrow(expect.objectContaining({ code: 'options-invalid' })))

  it('hold no development port in production, not even a copy of one', async () => {
    const development = { environment: 'development' }
    const seal = await developmentSeal({ ...development, lenderName: 'A' })
    const ports = {
      certificateAuthority: await developmentCertificateAuthority(development),
      timestampAuthorities: [options.timestampAuthorities[0]!, await developmentTimestampAuthority(development)],
      messenger: developmentMessenger({ ...development, path: '/nonexistent/inbox' }),
      identity: developmentIdentity(development),
      screening: developmentScreening(development),
      seal: { ...seal },
    }
    for (const [name, port] of Object.entries(ports)) {
      expect(() => checkOptions({ ...options, [name]: port } as never), name).toThrow(expect.objectContaining({ code: 'development-port', message: expect.stringContaining(name) as string }))
    }
    expect(() => checkOptions({ ...options, ...ports, environment: 'development' })).not.toThrow()
  })
})

describe('the version of Node', () => {
  it.each(['22.13.0', '22.20.1', '24.1.0'])('%s will do', (version) => expect(() => requireNode(version)).not.toThrow())
  it.each(['20.20.2', '22.12.0', '18.0.0'])('%s is refused', (version) => expect(() => requireNode(version)).toThrow(expect.objectContaining({ code: 'node-unsuitable', message: expect.stringContaining('22.13') as string })))
})
