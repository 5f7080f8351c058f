export { guardedFetch, type GuardedFetchOptions } from './guardedFetch.js'
export { isPublicAddress } from './isPublicAddress.js'
