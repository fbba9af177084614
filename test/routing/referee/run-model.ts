import fc from 'fast-check';
import { type Command, stories } from './commands.ts';
import { type EngineName, openEngines } from './open-engines.ts';
import { createPlace } from './place.ts';
import { createRefereeWorld } from './referee-world.ts';
import { nothingReached, type Reached } from './reached.ts';
import { createStory } from './story.ts';
import { lastCalls } from './trace.ts';

export type ModelRun = {
  commands: number;
  seed: number;
  engine: EngineName;
  /** No further story begins after so long; 0: all are played. */
  limitMs?: number;
  /** Called after each story, with the commands played until then. */
  onProgress?: (played: number) => void;
};
export type ModelResult = {
  seed: number;
  engine: EngineName;
  commands: number;
  reached: Reached;
  /** The broken promise, the commands that led to it, and what Redis was asked last; null when none was broken. */
  violation: { message: string; story: Command[]; lastCalls: string[] } | null;
};

/** Everything is judged after so many commands; then another story begins. */
const storyLength = 200;

/** Plays stories on real engines until so many commands were played, or a promise was broken. */
export async function runModel({
  commands,
  seed,
  engine,
  limitMs,
  onProgress,
}: ModelRun): Promise<ModelResult> {
  const engines = await openEngines(engine);
  const reached = nothingReached();
  let played = 0;
  const limit = limitMs ? { skipAllAfterTimeLimit: limitMs, maxSkipsPerRun: 0 } : {};
  let story: Command[] = [];
  try {
    const place = await createPlace(engines.database.db);
    const checked = await fc.check(
      fc.asyncProperty(stories(Math.min(storyLength, commands)), async (told) => {
        story = told;
        const world = await createRefereeWorld(engines, place, reached);
        const { step, heal } = createStory(world);
        for (const [index, command] of told.entries()) {
          story = told.slice(0, index + 1);
          await step(command);
          played += 1;
        }
        await heal();
        onProgress?.(played);
      }),
      { seed, numRuns: Math.ceil(commands / storyLength), endOnFailure: true, ...limit },
    );
    // Stories that are left out when the time is over fail no promise, though fast-check counts them as a failure.
    const isViolated = checked.counterexample !== null;
    const message = String(checked.errorInstance);
    const violation = isViolated ? { message, story, lastCalls: lastCalls() } : null;
    return { seed, engine, commands: played, reached, violation };
  } finally {
    await engines.close();
  }
}
