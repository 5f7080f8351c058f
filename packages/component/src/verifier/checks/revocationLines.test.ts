import type { RevocationReport, SignatureReport } from '@loansign/signature'
import { describe, expect, it } from 'vitest'
import { verifierWords } from '../words/index.js'
import { revocationLines } from './revocationLines.js'

const good: RevocationReport = { index: 0, status: 'good', freshness: 'after', kind: 'ocsp', origin: 'document', thisUpdate: '2026-11-20T02:42:20.000Z', nextUpdate: null, revokedAt: null, reason: null, provenAt: null, problems: [] }
const list: RevocationReport = { ...good, index: 1, freshness: 'current', kind: 'crl' }
const signature = (revocation: RevocationReport[], stamp: RevocationReport[] | null = null): SignatureReport =>
  ({ path: { names: ['周禾田', 'Issuing', 'Root'] }, revocation, timestamp: stamp && { path: { names: ['TSA', 'Root'] }, revocation: stamp } }) as unknown as SignatureReport
const lines = (report: SignatureReport, language = 'zh-CN'): string[] => revocationLines(report, verifierWords(language), (moment) => moment.slice(11, 19)).map(({ name, text, isBad }) => `${name} ${text}${isBad ? '!' : ''}`)

describe('revocationLines', () => {
  it('says of each certificate what is known, from where, and how fresh', () => {
    expect(lines(signature([good, list], [{ ...list, index: 0, origin: 'fetched', freshness: 'stale' }]))).toEqual([
      '周禾田 没有吊销。OCSP 02:42:20，在文件里，在签名之后出具',
      'Issuing 没有吊销。吊销列表 02:42:20，在文件里，签名时还在有效期',
      'TSA 没有吊销。吊销列表 02:42:20，刚从网上取来，太旧，不能证明',
    ])
    expect(lines(signature([good]), 'en')).toEqual(['周禾田 not revoked: OCSP 02:42:20, in the file, made after signing'])
  })

  it('says since when one is revoked, and that it is bad only where it counts', () => {
    const ended = { ...good, revokedAt: '2026-11-20T02:00:00.000Z' }
    expect(lines(signature([{ ...ended, status: 'revoked' }]), 'en')).toEqual(['周禾田 revoked 02:00:00: OCSP 02:42:20, in the file, made after signing!'])
    expect(lines(signature([{ ...ended, status: 'revoked-later' }]), 'en')).toEqual(['周禾田 revoked later, no harm 02:00:00: OCSP 02:42:20, in the file, made after signing'])
    expect(lines(signature([{ ...ended, status: 'on-hold' }]), 'en')[0]).toMatch(/on hold 02:00:00.*!$/)
  })

  it('says why nothing is known', () => {
    const nothing: RevocationReport = { ...good, status: 'not-checked', freshness: null, kind: null, origin: null, thisUpdate: null }
    expect(lines(signature([nothing]))).toEqual(['周禾田 没有查到。文件里没有关于它的吊销信息'])
    expect(lines(signature([{ ...nothing, problems: ['signature-invalid', 'algorithm-sha1'] }]), 'en')).toEqual(['周禾田 not known: data not to be relied upon: its signature does not hold, algorithm-sha1'])
    expect(lines(signature([{ ...good, status: 'unknown' }]), 'en')[0]).toContain('its issuer does not know it')
  })

  it('names a certificate of both paths once, and has a name for one that is not in the path', () => {
    expect(lines({ ...signature([list]), timestamp: { path: { names: ['TSA', 'Issuing', 'Root'] }, revocation: [list] } } as unknown as SignatureReport)).toHaveLength(1)
    expect(lines(signature([{ ...good, index: 9 }]))[0]).toMatch(/^\? /)
  })
})
