#!/usr/bin/env node
// `npm run --silent gemba -- ARGS` on a checkout: builds the command line if its sources changed, then runs it.
import { buildIfStale } from './build.mjs'

await buildIfStale('cli')
await import(new URL('../dist/cli/gemba.js', import.meta.url).href)
