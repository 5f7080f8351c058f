import type { Endpoint } from '../endpoint.js'
import type { SessionEndpoints } from './endpoints.js'

/** A row of the endpoint table without its schemas: all a client needs to make a call, and small enough for the first screen of a phone. */
export interface Route<Row extends Endpoint> {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** Whether the answer is a PDF. */
  readonly bytes: boolean
  /** Carries the row's types; never set. */
  readonly row?: Row
}

const get = (path: string, bytes = false) => ({ method: 'GET', path, bytes }) as const
const post = (path: string) => ({ method: 'POST', path, bytes: false }) as const

/** The element's table; a test holds it equal to the one with schemas. */
export const sessionRoutes: { readonly [Name in keyof SessionEndpoints]: Route<SessionEndpoints[Name]> } = {
  exchangeLink: post('/session/exchange'),
  viewSession: get('/session'),
  downloadDocument: get('/session/documents/:documentId', true),
  verifyIdentity: post('/session/identity'),
  decideConsents: post('/session/consents'),
  openCostTable: post('/session/cost-table/open'),
  pauseCostTable: post('/session/cost-table/pause'),
  confirmCostTable: post('/session/cost-table/confirm'),
  openPage: post('/session/reading/open'),
  closePage: post('/session/reading/close'),
  noteClause: post('/session/reading/clause'),
  completeReading: post('/session/reading/complete'),
  startSigning: post('/session/signing/start'),
  registerKey: post('/session/signing/key'),
  sendCode: post('/session/signing/code'),
  confirmCode: post('/session/signing/willingness'),
  certifyKey: post('/session/signing/certificate'),
  prepareSigning: post('/session/signing/prepare'),
  finishSigning: post('/session/signing/finish'),
  downloadSigned: get('/session/documents/:documentId/signed', true),
  decline: post('/session/decline'),
  requestCall: post('/session/call'),
}
