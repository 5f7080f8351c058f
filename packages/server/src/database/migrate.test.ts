import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { embeddedPostgres } from '../adapters/embedded-postgres/embeddedPostgres.js'
import type { Database } from '../ports/index.js'
import { migrate } from './migrate.js'
import { migrations } from './migrations.js'

const directory = mkdtempSync(join(tmpdir(), 'loansign-test-'))
// As root the server runs as somebody else, who has to get in.
chmodSync(directory, 0o711)
let database: Database
beforeAll(async () => {
  database = await embeddedPostgres(join(directory, 'db'))
}, 60_000)
afterAll(async () => {
  await database.close()
  rmSync(directory, { recursive: true })
})

it('a database from before there were credit lines keeps its loans, one a contract', async () => {
  const { pool } = database
  await pool.query('create table migrations (name text primary key, run_at timestamptz not null default now())')
  for (const { name, sql } of migrations.filter(({ name }) => name < '004')) {
    await pool.query(sql)
    await pool.query('insert into migrations (name) values ($1)', [name])
  }
  await pool.query(`insert into applications (id, state, product, language, loan, parties_sealed, submitted_at) values ('app_1', 'contracted', 'credit-line', 'en', '{}', '', now())`)
  await pool.query(`insert into contracts (id, application_id, number, version, product, language, title, amount_text, state, approved_by, sign_before, created_at) values ('con_1', 'app_1', '1', 1, 'credit-line', 'en', 'A line', '1', 'effective', 'x', now(), now())`)
  const loan = (id: string): Promise<unknown> => pool.query(`insert into loans (id, contract_id, state, currency, principal, annual_rate, start_date) values ($1, 'con_1', 'active', 'USD', 1, '4', '2026-12-20')`, [id])
  await loan('loa_1')
  await migrate(pool)
  await migrate(pool)
  expect((await pool.query('select id, line_id, drawdown from loans')).rows).toEqual([{ id: 'loa_1', line_id: null, drawdown: null }])
  expect((await pool.query('select credit_line from contracts')).rows).toEqual([{ credit_line: null }])
  await expect(loan('loa_2')).rejects.toMatchObject({ code: '23505', constraint: 'one_loan_a_contract' })
  // A drawdown has a line, and a number there that no other has.
  await pool.query(`insert into credit_lines values ('lin_1', 'con_1', 'open', 'USD', 100, '4', '2026-12-20', '2028-12-19', true, 12)`)
  const drawdown = (id: string, line: string | null, number: number, reference: string | null): Promise<unknown> =>
    pool.query(`insert into loans (id, contract_id, state, currency, principal, annual_rate, start_date, line_id, drawdown) values ($1, 'con_1', 'pendingDisbursement', 'USD', 1, '4', '2026-12-20', $2, $3)`, [id, line, JSON.stringify({ number, reference })])
  await drawdown('loa_3', 'lin_1', 1, null)
  await drawdown('loa_4', 'lin_1', 2, null)
  await drawdown('loa_5', 'lin_1', 3, 'a')
  await expect(drawdown('loa_6', 'lin_1', 3, 'b')).rejects.toMatchObject({ constraint: 'one_drawdown_a_number' })
  await expect(drawdown('loa_6', 'lin_1', 4, 'a')).rejects.toMatchObject({ constraint: 'one_drawdown_a_reference' })
  await expect(drawdown('loa_6', null, 4, 'c')).rejects.toMatchObject({ constraint: 'drawdown_of_a_line' })
}, 60_000)
