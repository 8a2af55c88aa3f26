/**
 * What a user can mend: the message says in their words what is wrong, where, and what to do. Everything else that is thrown is a fault of the machine or of
 * ours, and whoever shows it finds words for it.
 */
export class UserError extends Error {
  override readonly name: string = 'UserError'
}
