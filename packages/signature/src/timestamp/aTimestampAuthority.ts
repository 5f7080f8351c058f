import { aPort } from '../checkArguments.js'

/** How a caller without types is told what a timestamp authority is. */
export const aTimestampAuthority = aPort('an object with timestamp, as httpTimestampAuthority gives', 'timestamp')
