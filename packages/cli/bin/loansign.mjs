#!/usr/bin/env node
// Committed, not built, so that `npm install` can link it in a fresh clone.
import { main } from '../main.mjs'

process.exitCode = await main({ args: process.argv.slice(2), environment: process.env, stdout: process.stdout, stderr: process.stderr })
