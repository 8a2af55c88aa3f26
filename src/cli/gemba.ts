import { main, tell } from './main.ts'

// What fails outside of any call, such as a stream whose disk is full, is told like the rest.
for (const event of ['uncaughtException', 'unhandledRejection'] as const) process.on(event, (error: unknown) => process.exit(tell(error)))
process.exitCode = await main(process.argv.slice(2))
