export { typst, type TypstOptions } from './typst.js'
export { typstProgram, type TypstProgramOptions } from './typstProgram.js'
