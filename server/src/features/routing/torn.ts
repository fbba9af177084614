import { type ItemRecord, parseAgentRecord } from './record.ts';

/** By id. */
type Held = {
  records: ReadonlyMap<string, ItemRecord>;
  agentRecords: ReadonlyMap<string, string>;
  loads: ReadonlyMap<string, string>;
};

/**
 * Whether Redis contradicts itself, as after a failover that lost half of a write, or where another Haven wrote: loads,
 * queues, fronts and members of teams against the records of items and agents. The last three are sets as keys.ts says,
 * in order. Pure; O(items + agents).
 */
export function isTorn(
  { records, agentRecords, loads }: Held,
  queues: readonly string[],
  fronts: readonly string[],
  members: readonly string[],
): boolean {
  return (
    areLoadsWrong(records, loads) ||
    !isSameSet(idsQueued(records), queues.map(lastWord)) ||
    !isSameSet(frontsOf(queues), fronts) ||
    !isSameSet(membersOf(agentRecords), members)
  );
}

function areLoadsWrong(records: Held['records'], loads: Held['loads']): boolean {
  const summed = new Map<string, number>();
  const add = (agentId: string, weight: number) => {
    // Who holds only what takes nothing has no load.
    if (weight > 0) summed.set(agentId, (summed.get(agentId) ?? 0) + weight);
  };
  for (const { state, agentId, weight, load = weight, proposal } of records.values()) {
    if (state === 'held' && agentId !== undefined) add(agentId, load);
    if (proposal) add(proposal.agentId, proposal.weight);
  }
  return summed.size !== loads.size || [...summed].some(([id, load]) => Number(loads.get(id)) !== load);
}

function idsQueued(records: Held['records']): string[] {
  return [...records.values()]
    .filter(({ state, proposal }) => state === 'queued' && !proposal)
    .map(({ id }) => id);
}

function frontsOf(queues: readonly string[]): string[] {
  const firsts = new Map<string, string>();
  for (const member of queues) {
    const queue = member.slice(0, member.indexOf(' '));
    if (!firsts.has(queue)) firsts.set(queue, `${member.slice(queue.length + 1)} ${queue}`);
  }
  return [...firsts.values()];
}

function membersOf(agentRecords: Held['agentRecords']): string[] {
  return [...agentRecords].flatMap(([id, record]) =>
    parseAgentRecord(record).teamIds.map((teamId) => `${teamId} ${id}`),
  );
}

function lastWord(text: string): string {
  return text.slice(text.lastIndexOf(' ') + 1);
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  const known = new Set(other);
  return one.length === other.length && one.every((each) => known.has(each));
}
