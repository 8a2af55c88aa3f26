/** A run that could not begin or go on, for a reason that its user can mend: the message is in the user's words. */
export class RunStopped extends Error {}
