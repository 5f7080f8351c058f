export { pkcs12Signer, type Pkcs12SignerOptions } from './pkcs12Signer.js'
export { readPkcs12, type Pkcs12, type ReadPkcs12Options } from './readPkcs12.js'
