import type { QueueSetting } from '@haven/shared/http/queue-endpoints';
import {
  defaultQueueSettings,
  hoursProblems,
  type HoursProblem,
  type OverflowProblem,
  type QueueSettings,
} from '@haven/shared/queue';
import { ok, type Result, refuse } from '@haven/shared/result';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../storage/postgres/schema.ts';

export type Queues = ReturnType<typeof createQueues>;

type Row = { inboxId: string; teamId: string; tier: 1 | 2; settings: QueueSettings | null; agents: number };

/** How the queues of inboxes and teams are run. */
export function createQueues({ db }: { db: Kysely<Database> }) {
  async function read(): Promise<Row[]> {
    const { rows } = await sql<Row>`
      select i.id as "inboxId", t.id as "teamId", t.tier, q.settings,
        (select count(*)::int from agent_team m join agent a on a.id = m.agent_id
          where m.team_id = t.id and a.disabled_at is null) as agents
      from inbox i
      join team t on t.tier = 2 or exists (
        select 1 from inbox_team s where s.inbox_id = i.id and s.team_id = t.id
      )
      left join queue q on q.inbox_id = i.id and q.team_id = t.id
      order by i.created_at, i.id, t.tier, t.key`.execute(db);
    return rows;
  }

  async function find(inboxId: string, teamId: string): Promise<QueueSetting | undefined> {
    return (await list()).find((queue) => queue.inboxId === inboxId && queue.teamId === teamId);
  }

  async function list(): Promise<QueueSetting[]> {
    return (await read()).map(({ inboxId, teamId, agents, settings }) => ({
      inboxId,
      teamId,
      settings: { ...defaultQueueSettings, ...settings },
      warnings: agents === 0 ? [{ code: 'empty_team' }] : [],
    }));
  }

  return {
    /** Every queue that there can be, with its settings. */
    list,

    /** Replaces the settings of one; `not_found`, or `invalid` with what is wrong with the hours or the overflow team. */
    async update(inboxId: string, teamId: string, settings: QueueSettings): Promise<Result<QueueSetting>> {
      const problems = settings.hours === null ? [] : hoursProblems(settings.hours);
      if (problems.length > 0) {
        return refuse('invalid', { message: adviceOn(problems), details: { field: 'hours', problems } });
      }
      const queues = (await read()).filter((queue) => queue.inboxId === inboxId);
      const own = queues.find((queue) => queue.teamId === teamId);
      if (!own) return refuse('not_found');
      const problem = overflowProblem(own, settings, queues);
      if (problem !== null) {
        const details = { field: 'overflowTeamId', problem };
        return refuse('invalid', { message: overflowAdvice[problem], details });
      }
      const json = JSON.stringify(settings);
      await db
        .insertInto('queue')
        .values({ inbox_id: inboxId, team_id: teamId, settings: json })
        .onConflict((conflict) =>
          conflict
            .columns(['inbox_id', 'team_id'])
            .doUpdateSet((eb) => ({ settings: json, revision: eb('queue.revision', '+', 1) })),
        )
        .execute();
      const updated = await find(inboxId, teamId);
      return updated ? ok(updated) : refuse('not_found');
    },
  };
}

/** Why what waits too long in `own` can't go where the settings say; `queues` are those of its inbox. Pure. */
function overflowProblem(
  own: Pick<Row, 'teamId' | 'tier'>,
  { overflowTeamId, overflowSeconds }: QueueSettings,
  queues: readonly Pick<Row, 'teamId' | 'tier'>[],
): OverflowProblem | null {
  if (overflowTeamId === null) return overflowSeconds === null ? null : 'no_team';
  if (own.tier === 2) return 'cases_stay';
  if (overflowTeamId === own.teamId) return 'own_team';
  return queues.some(({ teamId, tier }) => teamId === overflowTeamId && tier === 1) ? null : 'not_in_inbox';
}

const overflowAdvice: Record<OverflowProblem, string> = {
  own_team: 'Name another team than the queue’s own.',
  not_in_inbox: 'Name a team of tier 1 that answers chats of this inbox; add it to the inbox first.',
  no_team: 'Name the team as overflowTeamId, or leave overflowSeconds null.',
  cases_stay: 'Cases stay with their team: leave overflowTeamId and overflowSeconds null.',
};

const advice: Record<HoursProblem['code'], string> = {
  unknown_time_zone: 'Name a time zone of the IANA list, such as Asia/Shanghai.',
  reversed_interval:
    'End the interval after it begins; over midnight, end at 24:00 and begin at 00:00 the next day.',
  overlapping_intervals: 'Make one interval of those that overlap.',
  never_open: 'Give at least one day an interval, or set no hours: that is always open.',
  no_such_date: 'Write each holiday as a date that exists, such as 2026-12-25.',
};

/** What to do about it, for who calls the API; the console has its own words for the codes. */
function adviceOn(problems: readonly HoursProblem[]): string {
  return problems
    .map(({ code, at }) => (at === undefined ? advice[code] : `${at}: ${advice[code]}`))
    .join(' ');
}
