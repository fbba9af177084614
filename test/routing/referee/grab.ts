import { randomUUID } from 'node:crypto';
import { isUnavailable } from '@haven/server/storage/postgres/failures';
import { capacityMax } from '@haven/shared/limits';
import { refuse } from '@haven/shared/result';
import { type EngineName, type Engines, openEngines } from './open-engines.ts';
import { createPlace, type Place, principalOf } from './place.ts';
import { createRefereeWorld, type RefereeWorld } from './referee-world.ts';
import { startProcess } from './model-process.ts';
import { startAs } from './commands.ts';

export type GrabResult = {
  conversations: number;
  grabs: number;
  /** By how many agents a conversation was won → how many conversations. All but one winner each is a fault. */
  winners: Record<number, number>;
  /** What those who came too late were told. */
  refusals: Record<string, number>;
  /** Conversations whose rows, log or load say something else than their winner; empty in health. */
  contradictions: string[];
  seconds: number;
};

/** English, of the inbox's first team. */
const [issueType, english] = [0, 0];
const atOnce = 10;

type Grabber = { id: string; name: string; teamIds: string[] };

/** Every conversation is grabbed by all agents at the same moment, through four processes. */
export async function playGrab(wish: {
  engine: EngineName;
  conversations: number;
  agents: number;
}): Promise<GrabResult> {
  const engines = await openEngines(wish.engine);
  const began = Date.now();
  try {
    const place = await createPlace(engines.database.db);
    const world = await createRefereeWorld(engines, place);
    // Nobody is given anything: who grabs is busy, which does not hinder them.
    for (const agent of place.agents)
      await world.process(0).setAvailability(principalOf(agent), { availability: 'away' });
    for (let i = 0; i < 2; i += 1) world.processes.push(await startProcess(engines, world.clock));
    const grabbers = await hire(engines, place, wish);
    const result: GrabResult = {
      conversations: wish.conversations,
      grabs: 0,
      winners: {},
      refusals: {},
      contradictions: [],
      seconds: 0,
    };
    for (let done = 0; done < wish.conversations; done += atOnce) {
      await world.beat(
        world.process(0),
        grabbers.map(({ id }) => id),
      );
      const ids = await Promise.all(
        Array.from({ length: Math.min(atOnce, wish.conversations - done) }, (_, index) =>
          start(world, index),
        ),
      );
      await Promise.all(ids.map((id, index) => grabOne(world, id, done + index, grabbers, result)));
      await world.quiet();
    }
    result.contradictions = await contradictions(world, grabbers);
    return { ...result, seconds: Math.round((Date.now() - began) / 1_000) };
  } finally {
    await engines.close();
  }
}

/** Agents with all the room that there may be, who are busy. */
async function hire(
  { database: { db } }: Engines,
  { teamIds }: Place,
  { agents }: { agents: number },
): Promise<Grabber[]> {
  const [team_id = ''] = teamIds;
  const ids = Array.from({ length: agents }, (): string => randomUUID());
  const common = { name: 'G', password_hash: '', role: 'agent' as const, availability: 'busy' as const };
  await db
    .insertInto('agent')
    .values(
      ids.map((id) => ({
        ...common,
        id,
        email: `${id}@test.example`,
        languages: ['en' as const],
        capacity: capacityMax,
      })),
    )
    .execute();
  await db
    .insertInto('agent_team')
    .values(ids.map((agent_id) => ({ agent_id, team_id })))
    .execute();
  return ids.map((id) => ({ id, name: 'G', teamIds: [team_id] }));
}

async function start(world: RefereeWorld, index: number): Promise<string> {
  const { visitorId } = await world.place.newVisitor();
  const started = await startAs(world, world.process(index), visitorId, randomUUID(), issueType, english);
  if (!started.ok) throw new Error(started.error.code);
  return started.value.conversation.id;
}

async function grabOne(
  world: RefereeWorld,
  conversationId: string,
  index: number,
  grabbers: readonly Grabber[],
  result: GrabResult,
): Promise<void> {
  const grab = (agent: Grabber, at: number) =>
    world.process(at + index).accept.conversation(principalOf(agent), { conversationId, epoch: 0 });
  const outcomes = await Promise.all(
    // Another one is first each time, so that nobody is full.
    [...grabbers.slice(index % grabbers.length), ...grabbers.slice(0, index % grabbers.length)].map(
      (agent, at) =>
        // Whoever finds no free connection in time is told so, as by the sockets' handler.
        grab(agent, at).catch((error: unknown) => {
          if (isUnavailable(error)) return refuse('unavailable');
          throw error;
        }),
    ),
  );
  result.grabs += outcomes.length;
  const count = outcomes.filter(({ ok }) => ok).length;
  result.winners[count] = (result.winners[count] ?? 0) + 1;
  for (const outcome of outcomes)
    if (!outcome.ok) result.refusals[outcome.error.code] = (result.refusals[outcome.error.code] ?? 0) + 1;
}

/** Rows, log and loads against each other. */
async function contradictions(world: RefereeWorld, grabbers: readonly Grabber[]): Promise<string[]> {
  const { db } = world.engines.database;
  const held = await db
    .selectFrom('conversation')
    .select((eb) => [
      'conversation.id',
      'assignee_id',
      eb
        .selectFrom('assignment')
        .select((each) => each.fn.countAll<string>().as('count'))
        .whereRef('assignment.conversation_id', '=', 'conversation.id')
        .as('assignments'),
      eb
        .selectFrom('entry')
        .select((each) => each.fn.countAll<string>().as('count'))
        .whereRef('entry.conversation_id', '=', 'conversation.id')
        .where('kind', '=', 'assigned')
        .as('entries'),
    ])
    .execute();
  const wrong = held.filter(
    ({ assignee_id, assignments, entries }) =>
      assignee_id === null || Number(assignments) !== 1 || Number(entries) !== 1,
  );
  const presence = await world.process(0).routing.presence(grabbers.map(({ id }) => id));
  const loads = grabbers.filter(
    ({ id }) => presence.get(id)?.load !== held.filter(({ assignee_id }) => assignee_id === id).length,
  );
  return [...wrong.map(({ id }) => id), ...loads.map(({ id }) => `the load of ${id}`)];
}
