/** A command line that cannot be carried out; the message is a sentence. */
export class UsageError extends Error {
  override name = 'UsageError'
}
