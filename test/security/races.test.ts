import type { Result } from '@haven/shared/result';
import { eventually } from '../support/eventually.ts';
import { messageTo, newMessageId } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

type Agent = Awaited<ReturnType<World['agent']>>;
type Visitor = Awaited<ReturnType<World['visitor']>>;

/** Everybody does everything at once; whatever order it takes, what is left must be whole. */
describe('everybody at once', () => {
  let world: World;
  beforeAll(async () => {
    world = await createWorld((await useSharedServer()).url);
  });
  afterAll(() => world?.close());

  /** The state is only as good as the last look, as it is for a slow network. */
  async function actAsStaff(agent: Agent, other: Agent, visitors: Visitor[]): Promise<Result<unknown>[]> {
    const { conversations } = await agent.get('conversation:list', { view: 'team', cursor: null });
    return Promise.all(
      conversations
        .slice(0, visitors.length)
        .flatMap(({ id, epoch, case: open }, index): Promise<Result<unknown>>[] => {
          const held = { conversationId: id, epoch };
          const all = [
            () => agent.ask('conversation:accept', held),
            () => agent.ask('entry:send', messageTo(id, 'from staff')),
            () =>
              agent.ask('conversation:transfer', {
                ...held,
                to: { kind: 'agent', id: other.id },
                note: 'yours',
              }),
            () =>
              agent.ask('conversation:transfer', {
                ...held,
                to: { kind: 'team', id: world.team.id },
                note: '',
              }),
            () =>
              agent.ask('conversation:escalate', {
                ...held,
                teamId: world.tier2.id,
                severity: 'S2',
                summary: 'odd',
              }),
            () => agent.ask('conversation:resolve', { ...held, cause: 'done' }),
            () =>
              agent.ask('entry:note', { conversationId: id, clientMessageId: newMessageId(), text: 'note' }),
            () =>
              open
                ? agent.ask('case:progress', {
                    conversationId: id,
                    caseId: open.id,
                    step: 'answered',
                    remark: '',
                  })
                : agent.ask('conversation:open', { conversationId: id }),
          ];
          return [0, 3, 5].flatMap(
            (shift) => all[(index + shift + Math.floor(Math.random() * all.length)) % all.length]?.() ?? [],
          );
        }),
    );
  }

  async function actAsVisitor(visitor: Visitor): Promise<Result<unknown>[]> {
    const { conversations } = await visitor.get('conversation:resume', { have: {} });
    const conversationId = conversations[0]?.conversation.id;
    if (conversationId === undefined) {
      await world.start(visitor).catch(() => undefined);
      return [];
    }
    const all = [
      () => visitor.ask('entry:send', messageTo(conversationId, 'from a visitor')),
      () => visitor.ask('conversation:reopen', { conversationId }),
      () => visitor.ask('conversation:close', { conversationId }),
      () => visitor.ask('conversation:rate', { conversationId, score: 3, comment: '' }),
      () => visitor.ask('conversation:cancel', { conversationId }),
    ];
    return Promise.all(
      [0, 1, 2].map(
        () => all[Math.floor(Math.random() ** 2 * all.length)]?.() ?? Promise.reject(new Error()),
      ),
    );
  }

  it('[MSG2] [MSG5] [RT1] leaves logs without a hole, one holder each, no slot taken, and nothing internal', async () => {
    const agents = [await world.agent({ role: 'supervisor' }), await world.agent()];
    const specialist = await world.agent({ role: 'specialist', teamIds: [world.tier2.id] });
    const [one, two] = agents as [Agent, Agent];
    const visitors = await Promise.all(Array.from({ length: 4 }, () => world.visitor()));
    const codes = new Set<string>();
    for (let round = 0; round < 8; round += 1) {
      const answers = await Promise.all([
        actAsStaff(one, two, visitors),
        actAsStaff(two, one, visitors),
        ...visitors.map(actAsVisitor),
      ]);
      for (const answer of answers.flat()) codes.add(answer.ok ? 'ok' : answer.error.code);
    }
    for (const never of ['internal', 'unavailable', 'invalid']) expect([...codes]).not.toContain(never);

    const seen = new Set(
      [one, two, specialist].flatMap(({ heard }) =>
        heard.flatMap(({ name, payload }) =>
          name === 'conversation:changed'
            ? [(payload as { conversation: { id: string } }).conversation.id]
            : [],
        ),
      ),
    );
    expect(seen.size).toBeGreaterThan(3);
    for (const conversationId of seen) await expectWhole(one, conversationId);

    for (const visitor of visitors) await leave(visitor);
    await eventually(async () => {
      const reply = await fetch(`${world.url}/api/agent/colleagues`, { headers: { cookie: world.admin } });
      const { colleagues } = (await reply.json()) as { colleagues: { id: string; load: number }[] };
      const ours = colleagues.filter(({ id }) => [one.id, two.id, specialist.id].includes(id));
      expect(ours.map(({ load }) => load)).toEqual([0, 0, 0]);
    });
  }, 180_000);

  async function leave(visitor: Visitor): Promise<void> {
    await eventually(async () => {
      const { conversations } = await visitor.get('conversation:resume', { have: {} });
      for (const { conversation } of conversations) {
        await visitor.ask('conversation:cancel', { conversationId: conversation.id });
        await visitor.ask('conversation:close', { conversationId: conversation.id });
      }
      expect(conversations).toEqual([]);
    });
  }

  async function expectWhole(agent: Agent, conversationId: string): Promise<void> {
    const { conversation } = await agent.get('conversation:open', { conversationId });
    const { entries, headSeq } = await agent.get('entry:list', { conversationId, after: 0 });
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    expect(headSeq).toBe(entries.length);
    expect(conversation.status === 'queued').toBe(
      conversation.assignee === null && conversation.status !== 'closed',
    );
    const closings = entries.filter(({ body }) => body.kind === 'closed');
    expect(closings).toHaveLength(conversation.status === 'closed' ? 1 : 0);
    const after = entries.slice(entries.findIndex(({ body }) => body.kind === 'closed') + 1);
    if (closings.length > 0) expect(after.filter(({ body }) => body.kind === 'message')).toEqual([]);
  }
});
