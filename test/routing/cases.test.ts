import type { ModelProcess } from './referee/model-process.ts';
import { principalOf } from './referee/place.ts';
import type { RefereeWorld } from './referee/referee-world.ts';
import { rowOf, useEngines } from './referee/use-engines.ts';

const stage = useEngines();

function asAgent(id: string | null | undefined) {
  const agent = stage.place.agents.find((each) => each.id === id);
  if (!agent) throw new Error('nobody has it');
  return principalOf(agent);
}

/** Whoever has the chat escalates it at this server, and a specialist is given the case. */
async function escalate(world: RefereeWorld, by: ModelProcess, conversationId: string): Promise<string> {
  const { assigneeId, epoch } = await rowOf(world, conversationId);
  const asked = { conversationId, epoch, teamId: stage.place.specialistsId, summary: '-' };
  const opened = await by.escalate.open(asAgent(assigneeId), { ...asked, severity: 'S2' });
  if (!opened.ok) throw new Error(opened.error.code);
  await world.quiet();
  return opened.value.conversation.case?.id ?? '';
}

/** The case of the conversation after its specialist has answered. */
async function answer(world: RefereeWorld, by: ModelProcess, conversationId: string, caseId: string) {
  const item = await world.records.item(`specialist:${caseId}`);
  const asked = { conversationId, caseId, step: 'answered', remark: '' } as const;
  const answered = await by.escalate.progress(asAgent(item?.agentId), asked);
  if (!answered.ok) throw new Error(answered.error.code);
  return answered.value.conversation.case;
}

test('[RT2] [RT14] the latest case counts, also where the server that opened it is behind the one that opened the other', async () => {
  const world = await stage.newWorld();
  const [behind, ahead] = [world.process(0), world.process(1)];
  expect(ahead.clock.now()).toBeGreaterThan(behind.clock.now() + 1_000);
  const { id } = await stage.start(world);
  await answer(world, ahead, id, await escalate(world, ahead, id));
  const second = await escalate(world, behind, id);
  const { assigneeId } = await rowOf(world, id);
  const why = await behind.explainRouting({ ...asAgent(assigneeId), role: 'admin' }, id);
  // What was decided for the first is three seconds away.
  const decision = why.ok ? why.value.specialist?.decision : null;
  expect(Date.parse(decision?.at ?? '')).toBeLessThanOrEqual(behind.clock.now());
  expect(await answer(world, behind, id, second)).toMatchObject({ id: second, step: 'answered' });
});
