/** The screens after the first two, loaded while those are on screen. */
export { costTableScreen } from './costTable.js'
export { readingScreen } from './reading.js'
export { receiptScreen } from './receipt.js'
export { signatureScreen } from './signature.js'
export { signingScreen } from './signing.js'
export { decliningScreen, lockedScreen, refusedScreen, resumeScreen } from './states.js'
export { willingnessScreen } from './willingness.js'
