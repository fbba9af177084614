const kept = 400;
const chars = 400;

type Call = { by: number; name: string; args: unknown[]; reply: unknown };

/** The last calls of Redis by all processes: what a violation follows from, since no run comes again with its seed. */
const calls: Call[] = [];
let next = 0;

export function noteCall(call: Call): void {
  calls[next % kept] = call;
  next += 1;
}

/** Oldest first, as lines. */
export function lastCalls(): string[] {
  const inOrder = [...calls.slice(next % kept), ...calls.slice(0, next % kept)];
  return inOrder.map(({ by, name, args, reply }) => {
    const said = `${by} ${name} ${brief(args.flat())} -> ${brief(reply)}`;
    return said.slice(0, 2 * chars);
  });
}

function brief(value: unknown): string {
  const text = value instanceof Error ? value.message : JSON.stringify(value, withoutKeys);
  return (text ?? 'undefined').slice(0, chars);
}

/** Keys of routing say nothing. */
function withoutKeys(this: unknown, _key: string, value: unknown): unknown {
  return Array.isArray(value) ? value.filter((each) => !String(each).startsWith('{rt}:')) : value;
}
