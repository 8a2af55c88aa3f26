// Runs the built command line again and again in one process: most of what a short command takes is the start of Node and of the bundle.
import { setMaxListeners } from 'node:events'
import process from 'node:process'

// A command listens for signals and broken pipes until its process ends.
setMaxListeners(0, process, process.stdout, process.stderr)
const { main } = await import(new URL('../../dist/cli/main.js', import.meta.url).href)
process.on('disconnect', () => process.exit())
process.on('message', (asked) => void answer(asked))
process.send('ready')

async function answer({ words, folder }) {
  process.chdir(folder)
  const [out, err] = [collect(process.stdout), collect(process.stderr)]
  try {
    const code = await main(words)
    process.send({ code, out: out.end(), err: err.end() })
  } catch (error) {
    process.send({ code: -1, out: out.end(), err: `${err.end()}${error.stack}` })
  }
}

/** What is written to a stream from now on, taken instead of written. */
function collect(stream) {
  const write = stream.write
  const taken = []
  stream.write = (chunk, encoding, done) => {
    taken.push(Buffer.from(chunk, typeof encoding === 'string' ? encoding : undefined))
    const call = typeof encoding === 'function' ? encoding : done
    if (call) process.nextTick(call)
    return true
  }
  return {
    end() {
      stream.write = write
      return Buffer.concat(taken).toString('utf8')
    },
  }
}
