export { toExpress } from './toExpress.js'
