/** A promise that routing has broken; `rule` is the one of the specification. */
export class Violation extends Error {
  override name = 'Violation';

  constructor(rule: string, what: string, details: unknown = {}) {
    super(`[${rule}] ${what}: ${JSON.stringify(details)}`);
  }
}
