export { typst, type EngineHealth, type TypstEngine, type TypstOptions } from './typst.js'
export { typstProgram, type TypstProgramOptions } from './typstProgram.js'
