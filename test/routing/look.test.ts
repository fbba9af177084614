import { setTimeout as sleep } from 'node:timers/promises';
import { rowOf, useEngines } from './referee/use-engines.ts';

// The referee looks only where something was written: a judge with old eyes accuses the innocent.

const stage = useEngines();

test('what is committed after a look that fell amid it is seen by the next', async () => {
  const world = await stage.newWorld();
  const { id } = await stage.start(world);
  const { teamId } = await rowOf(world, id);
  const other = stage.place.teamIds.find((each) => each !== teamId) ?? '';
  await stage.engines.database.db.transaction().execute(async (trx) => {
    await trx.updateTable('conversation').set({ team_id: other }).where('id', '=', id).execute();
    // One connection is all that the embedded engine has, and then nobody can look amid anything.
    await Promise.race([world.look(), sleep(500)]);
  });
  expect((await world.look()).rows.find((row) => row.id === id)?.teamId).toBe(other);
});
