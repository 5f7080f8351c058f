export { fileBlobs } from './fileBlobs.js'
export { fileKeyVault } from './fileKeyVault.js'
