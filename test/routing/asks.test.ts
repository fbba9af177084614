import type { ModelProcess } from './referee/model-process.ts';
import { principalOf } from './referee/place.ts';
import type { RefereeWorld } from './referee/referee-world.ts';
import { rowOf, useEngines } from './referee/use-engines.ts';

const stage = useEngines();

/** Anna alone is there, who speaks English and has no skill; a chat in English is about to be hers. */
async function proposedToAnna(world: RefereeWorld) {
  const anna = stage.place.agentCalled('Anna');
  world.beating.clear();
  world.beating.add(anna.id);
  world.pass(60_000);
  await world.beat(world.process(0));
  world.process(1).freezeAtProposal();
  const { id } = await stage.begin(world, world.process(1));
  expect(await world.process(1).frozen).toMatchObject({ agentId: anna.id });
  return { id, anna };
}

test.each<[string, (by: ModelProcess, conversationId: string) => Promise<{ ok: boolean }>]>([
  [
    'language',
    (by, conversationId) => by.classify.setLanguage(overseer(), { conversationId, language: 'zh-CN' }),
  ],
  [
    'skill',
    (by, conversationId) => by.classify.tag(overseer(), { conversationId, issueType: 'model.skilled' }),
  ],
])(
  '[RT4] who was chosen is not given a chat that asks for another %s by the time of the commit',
  async (_, change) => {
    const world = await stage.newWorld();
    const { id, anna } = await proposedToAnna(world);
    expect(await change(world.process(0), id)).toMatchObject({ ok: true });
    world.process(1).thaw();
    expect(await rowOf(world, id)).toMatchObject({ status: 'queued', assigneeId: null });
    expect((await world.process(0).routing.presence([anna.id])).get(anna.id)?.load).toBe(0);
  },
);

const overseer = () => principalOf({ ...stage.place.agentCalled('Emil'), name: 'Over' }, 'admin');
