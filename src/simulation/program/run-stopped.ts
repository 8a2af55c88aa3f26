import { UserError } from '../../workflow/user-error.ts'

/** A run that could not begin or go on, for a reason that its user can mend: the message is in the user's words. */
export class RunStopped extends UserError {
  override readonly name = 'RunStopped'
}
