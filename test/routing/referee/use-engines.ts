import { engineOfProject } from '../../support/engine.ts';
import { startAs } from './commands.ts';
import type { Row } from './look.ts';
import type { ModelProcess } from './model-process.ts';
import { type Engines, openEngines } from './open-engines.ts';
import { createPlace, type Place } from './place.ts';
import { createRefereeWorld, type RefereeWorld } from './referee-world.ts';

/** What a file of tests shares: the engines of its project, and the people on them. Ready before its first test. */
export type Stage = {
  readonly engines: Engines;
  readonly place: Place;
  newWorld(): Promise<RefereeWorld>;
  /** A new visitor asks one process, by number of issue type and language. */
  begin(world: RefereeWorld, by: ModelProcess, issueType?: number, language?: number): Promise<Started>;
  /** And routing has done what it does. */
  start(world: RefereeWorld, issueType?: number, language?: number): Promise<Started>;
};

type Started = { id: string; visitorId: string };

/** The row of an open conversation. */
export async function rowOf(world: RefereeWorld, id: string | undefined): Promise<Row> {
  await world.quiet();
  const row = (await world.look()).rows.find((each) => each.id === id);
  if (!row) throw new Error('it is not open');
  return row;
}

/** Opens the engines before the tests of this file, with what else it prepares, and closes them after. */
export function useEngines(prepare: (stage: Stage) => Promise<void> = async () => {}): Stage {
  let engines: Engines | undefined;
  let place: Place | undefined;
  const stage: Stage = {
    get engines() {
      if (!engines) throw new Error('The engines are open in tests only.');
      return engines;
    },
    get place() {
      if (!place) throw new Error('The people are there in tests only.');
      return place;
    },
    newWorld: () => createRefereeWorld(stage.engines, stage.place),
    async begin(world, by, issueType = 0, language = 0) {
      const { visitorId } = await stage.place.newVisitor();
      const started = await startAs(world, by, visitorId, crypto.randomUUID(), issueType, language);
      if (!started.ok) throw new Error(started.error.code);
      return { id: started.value.conversation.id, visitorId };
    },
    async start(world, issueType, language) {
      const started = await stage.begin(world, world.process(0), issueType, language);
      await world.quiet();
      return started;
    },
  };
  beforeAll(async () => {
    engines = await openEngines(engineOfProject() === 'embedded' ? 'wasm' : 'redis');
    place = await createPlace(engines.database.db);
    await prepare(stage);
  }, 180_000);
  afterAll(() => engines?.close());
  return stage;
}
