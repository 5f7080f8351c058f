export { embeddedPostgres, type EmbeddedPostgresOptions } from './embeddedPostgres.js'
