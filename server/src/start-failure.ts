/**
 * A failure to start that the operator can mend: a taken port, a wrong password, a locked folder.
 * Its message is one sentence that says what to do, holds nothing secret, and is printed without a stack.
 */
export class StartFailure extends Error {
  override name = 'StartFailure';
}
