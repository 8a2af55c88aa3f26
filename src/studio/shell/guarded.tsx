import { Component, type ReactNode } from 'react'
import { Button } from '../kit/button.tsx'
import { Empty } from '../kit/empty.tsx'

/** Keeps a fault inside one region: the others go on, and nothing is lost. */
export class Guarded extends Component<{ readonly name: string; readonly children: ReactNode }, { readonly message: string | null }> {
  override state: { readonly message: string | null } = { message: null }

  static getDerivedStateFromError(error: unknown): { message: string } {
    return { message: error instanceof Error ? error.message : String(error) }
  }

  override render(): ReactNode {
    if (this.state.message === null) return this.props.children
    return <Stopped name={this.props.name} message={this.state.message} onAgain={() => this.setState({ message: null })} />
  }
}

/** What stands where a region should be that does not work. */
export function Stopped({ name, message, onAgain }: { readonly name: string; readonly message: string; readonly onAgain?: () => void }) {
  return (
    <Empty title={`${name} does not work now`} action={onAgain && <Button onClick={onAgain}>Try again</Button>}>
      <p role="alert">Your edits are safe and the rest of the studio works. What went wrong: {message}</p>
    </Empty>
  )
}
