import { useRef } from 'react'
import { readMapping } from '../../history/mapping.ts'
import { Button } from '../kit/button.tsx'
import { say } from '../session/session.ts'
import { wizardActor } from './wizard-actor.ts'

/** Reads the history as a mapping file says. */
export function MappingFile() {
  const input = useRef<HTMLInputElement>(null)
  const use = async (file: File) => {
    const read = readMapping(await file.text())
    if (read.ok) wizardActor.send({ type: 'USE_MAPPING', mapping: read.mapping })
    else say(`${file.name}: ${read.message}`, 'warning')
  }
  return (
    <>
      <Button onClick={() => input.current?.click()}>Read as a mapping file says</Button>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        aria-label="Mapping file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0]
          if (file) void use(file)
          event.target.value = ''
        }}
      />
    </>
  )
}
