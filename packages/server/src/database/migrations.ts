/** Forward-only steps, each run once in its own transaction. Released steps are never edited. */
export const migrations: readonly { readonly name: string; readonly sql: string }[] = [
  {
    name: '001-foundation',
    sql: `
create table applications (
  id text primary key, state text not null, product text not null, language text not null, loan jsonb not null, parties_sealed bytea not null,
  screening jsonb, decided_by text, submitted_at timestamptz not null);
create table contracts (
  id text primary key, application_id text not null references applications, number text not null unique, version integer not null, product text not null,
  language text not null, title text not null, amount_text text not null, state text not null, approved_by text not null, sealed_by text,
  sign_before timestamptz not null, created_at timestamptz not null, audit_sequence integer not null default 0, last_leaf text not null default '');
create table documents (
  id text primary key, contract_id text not null references contracts, position integer not null, title text not null, pages integer not null,
  frozen_sha256 text not null, frozen_size integer not null, revision integer not null default 0, revision_sha256 text not null, revision_size integer not null,
  places jsonb not null, clauses jsonb not null, fence integer not null default 0, lease_attempt text, lease_until timestamptz, unique (contract_id, position));
create table revisions (
  document_id text not null references documents, revision integer not null, sha256 text not null, size integer not null, blob_sha256 text not null,
  wrapped_key bytea not null, signer_id text, primary key (document_id, revision));
create table signers (
  id text primary key, contract_id text not null references contracts, position integer not null, role text not null, person_sealed bytea not null,
  phone_hash text not null, state text not null, identity jsonb, failures integer not null default 0, locked_until timestamptz,
  codes_sent integer not null default 0, codes_window_at timestamptz, cost_elapsed_ms integer not null default 0, cost_opened_at timestamptz,
  cost_confirmed_at timestamptz, reading_completed_at timestamptz, reading_receipt text, receipt jsonb, signed_at timestamptz, unique (contract_id, position));
create table links (code_hash text primary key, signer_id text not null references signers, expires_at timestamptz not null, used_at timestamptz);
create table sessions (token_hash text primary key, id text not null unique, signer_id text not null references signers, thumbprint text, expires_at timestamptz not null);
create table proofs (jti_hash text primary key, expires_at timestamptz not null);
create table consents (
  signer_id text not null references signers, consent_id text not null, text_sha256 text not null, decision text not null, decided_at timestamptz not null,
  primary key (signer_id, consent_id));
create table page_times (
  signer_id text not null references signers, document_id text not null references documents, page integer not null, elapsed_ms integer not null default 0,
  opened_at timestamptz, read_at timestamptz, view text not null, reported_ms integer not null default 0, primary key (signer_id, document_id, page));
-- One page at a time for each signer, over all sessions.
create unique index one_open_page on page_times (signer_id) where opened_at is not null;
create table clause_marks (
  signer_id text not null references signers, document_id text not null references documents, clause_id text not null, view text not null,
  shown_at timestamptz not null, explained_at timestamptz, acknowledged_at timestamptz, primary key (signer_id, document_id, clause_id));
create table attempts (
  id text primary key, signer_id text not null references signers, state text not null, challenge bytea not null, spki bytea, spki_sha256 text unique,
  code_hmac text, code_expires_at timestamptz, code_sent_at timestamptz, code_tries integer not null default 0, message_sha256 text, willing_at timestamptz,
  certificate bytea, chain jsonb, serial_number text, preparation jsonb, finish jsonb, created_at timestamptz not null);
create unique index one_live_attempt on attempts (signer_id) where state not in ('abandoned', 'lapsed');
create table idempotency (
  principal text not null, endpoint text not null, key text not null, body_sha256 text not null, status integer, body text, created_at timestamptz not null,
  primary key (principal, endpoint, key));
create table audit (
  contract_id text not null references contracts, sequence integer not null, type text not null, at timestamptz not null, record text not null, leaf text not null,
  primary key (contract_id, sequence));
create table outbox (
  id bigint generated always as identity primary key, contract_id text not null, sequence integer not null, type text not null, data jsonb not null, at timestamptz not null);
create table subscriptions (name text primary key, since_outbox_id bigint not null);
create table deliveries (
  subscription text not null, outbox_id bigint not null references outbox, contract_id text not null, state text not null, attempts integer not null default 0,
  next_at timestamptz not null, leased_until timestamptz, last_error text, primary key (subscription, outbox_id));
create index deliveries_due on deliveries (subscription, next_at) where state = 'due';
create table jobs (name text primary key, due_at timestamptz not null, leased_until timestamptz);
create table loans (
  id text primary key, contract_id text not null unique references contracts, state text not null, currency text not null, principal numeric(20, 2) not null,
  annual_rate text not null, start_date text not null, reference text, disbursed_on text);
create table instalments (
  loan_id text not null references loans, number integer not null, due_date text not null, principal numeric(20, 2) not null, interest numeric(20, 2) not null,
  paid_principal numeric(20, 2) not null default 0, paid_interest numeric(20, 2) not null default 0, overdue_noted_on text, primary key (loan_id, number));
create table repayments (
  id text primary key, loan_id text not null references loans, amount numeric(20, 2) not null, on_date text not null, reference text not null, unique (loan_id, reference));
create table secrets (name text primary key, wrapped bytea not null);
-- The audit trail is only ever added to.
create function refuse_change() returns trigger language plpgsql as $$ begin raise exception 'the audit trail is append-only'; end $$;
create trigger audit_append_only before update or delete on audit for each row execute function refuse_change();
`,
  },
  {
    name: '002-ceremony',
    sql: `
-- One row a code that was sent: the limit in ten minutes holds over all attempts of a signer.
create table code_sends (signer_id text not null references signers, attempt_id text not null references attempts, sent_at timestamptz not null);
create index code_sends_of_signer on code_sends (signer_id, sent_at);
-- Why the certificate of an attempt has to be revoked, and when its authority was told.
alter table attempts add column revocation text, add column revoked_at timestamptz, drop column code_tries;
create index revocations_due on attempts (id) where revocation is not null and revoked_at is null;
alter table signers drop column codes_sent, drop column codes_window_at;
create unique index one_signature_a_place on revisions (document_id, signer_id) where signer_id is not null;
-- Text messages that have to go out, encrypted; a row lives until its message was handed over.
create table messages (
  id bigint generated always as identity primary key, contract_id text not null references contracts, message_sealed bytea not null,
  attempts integer not null default 0, next_at timestamptz not null);
create index messages_due on messages (next_at);
alter table idempotency drop column status, drop column body, add column answer_sealed bytea;
`,
  },
  {
    name: '003-products',
    sql: `
alter table applications add column terms jsonb;
-- A place belongs to a person. Contracts before this had one person of a role.
update documents set places = (
  select jsonb_agg(place || jsonb_build_object('party', (
    select min(position) from signers where signers.contract_id = documents.contract_id and signers.role = place ->> 'role')) order by number)
  from jsonb_array_elements(places) with ordinality as list (place, number));
`,
  },
  {
    name: '004-credit-lines',
    sql: `
-- What a contract says of its line, kept when it is frozen. A line that came into force before has one loan of its whole limit, and keeps it.
alter table contracts add column credit_line jsonb;
create table credit_lines (
  id text primary key, contract_id text not null unique references contracts, state text not null, currency text not null, credit_limit numeric(20, 2) not null,
  annual_rate text not null, available_from text not null, available_until text not null, revolving boolean not null, longest_term_months integer not null,
  suspended_for_sealed bytea);
-- A contract has one loan, or a line with a loan for every drawdown.
alter table loans drop constraint loans_contract_id_key, add column line_id text references credit_lines, add column drawdown jsonb,
  add constraint drawdown_of_a_line check ((line_id is null) = (drawdown is null));
create unique index one_loan_a_contract on loans (contract_id) where line_id is null;
create unique index one_drawdown_a_number on loans (line_id, (drawdown ->> 'number'));
create unique index one_drawdown_a_reference on loans (line_id, (drawdown ->> 'reference'));
`,
  },
  {
    name: '005-archive',
    sql: `
alter table contracts add column archive_at timestamptz, add column archive_tries integer not null default 0;
update contracts set archive_at = now() where state in ('inSigning', 'fullySigned', 'effective');
create index archives_due on contracts (archive_at) where archive_at is not null;
-- What authorities said about signers' certificates while these were valid.
create table revocation_data (
  contract_id text not null references contracts, certificate_sha256 text not null, kind text not null, der bytea not null, primary key (contract_id, certificate_sha256));
`,
  },
]
