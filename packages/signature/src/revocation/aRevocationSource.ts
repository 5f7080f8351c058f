import { aPort } from '../checkArguments.js'

/** How a caller without types is told what a source of revocation data is. */
export const aRevocationSource = aPort('an object with fetchOcsp and fetchCrl, as networkRevocationSource gives', 'fetchOcsp', 'fetchCrl')
