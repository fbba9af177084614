import { eventually } from '../support/eventually.ts';
import { connectVisitor, messageTo, newMessageId, postJson, signOut } from '../support/people.ts';
import { useSharedServer } from '../support/shared-server.ts';
import { createWorld, type World } from '../support/world.ts';

const toAgent = ({ id, epoch }: { id: string; epoch: number }, agentId: string) => ({
  conversationId: id,
  epoch,
  to: { kind: 'agent' as const, id: agentId },
  note: '',
});

type Agent = Awaited<ReturnType<World['agent']>>;

describe('the life of a conversation', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld((await useSharedServer()).url);
  });
  afterEach(() => world?.close());

  const changedTo = (agent: Agent, id: string, status: string) =>
    agent.hears(
      'conversation:changed',
      ({ conversation }) => conversation.id === id && conversation.status === status,
    );

  it('[RT15] [RT3] a transfer to a team keeps log and place, carries a note, and raises the epoch', async () => {
    const first = await world.agent();
    const second = await world.agent({ teamIds: [world.otherTeam.id] });
    const onlooker = await world.agent({ away: true });
    const visitor = await world.visitor();
    const { id, epoch, createdAt } = await world.assigned(visitor, first);
    await onlooker.get('conversation:open', { conversationId: id });

    await first.get('conversation:transfer', {
      conversationId: id,
      epoch,
      to: { kind: 'team', id: world.otherTeam.id },
      note: 'knows more about this',
    });
    const { conversation } = await changedTo(second, id, 'assigned');
    expect(conversation).toMatchObject({
      assignee: { id: second.id },
      team: { id: world.otherTeam.id },
      createdAt,
    });
    expect(conversation.epoch).toBeGreaterThan(epoch);
    const { entries } = await second.get('conversation:open', { conversationId: id });
    expect(entries.some(({ body }) => body.kind === 'note' && body.text === 'knows more about this')).toBe(
      true,
    );
    // Neither who held it nor who had it open hears of it any more.
    await first.hears('conversation:removed', ({ conversationId }) => conversationId === id);
    await onlooker.hears('conversation:removed', ({ conversationId }) => conversationId === id);
    const later = await second.get('entry:send', messageTo(id, 'only for this team'));
    await visitor.hears('entry:new', ({ entry }) => entry.id === later.id);
    expect(JSON.stringify([first.heard, onlooker.heard])).not.toContain('only for this team');
    expect(await first.ask('entry:send', messageTo(id, 'still me'))).toMatchObject({
      error: { code: 'not_found' },
    });
    // One greeting opens the chat; a handover is told by its own line.
    const seen = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(seen.entries.filter(({ body }) => body.kind === 'message' && body.automatic)).toHaveLength(1);
    expect(seen.entries.some(({ body }) => body.kind === 'transferred')).toBe(true);
  });

  it('[RT15] a transfer to a colleague who cannot take it is refused with the reason and changes nothing', async () => {
    const first = await world.agent();
    const away = await world.agent({ away: true });
    const full = await world.agent({ away: true, capacity: 1 });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, first);
    const to = (agentId: string) => first.ask('conversation:transfer', toAgent({ id, epoch }, agentId));

    expect(await to(away.id)).toMatchObject({ error: { code: 'refused', details: { reason: 'away' } } });
    await first.get('availability:set', { availability: 'away' });
    await full.get('availability:set', { availability: 'online' });
    await world.assigned(await world.visitor(), full);
    expect(await to(full.id)).toMatchObject({ error: { code: 'refused', details: { reason: 'full' } } });
    const { conversation } = await first.get('conversation:open', { conversationId: id });
    expect(conversation).toMatchObject({ status: 'assigned', epoch, assignee: { id: first.id } });
  });

  it('[RT15] a transfer to oneself is a conflict, and one to a colleague who signed out is refused: they stay', async () => {
    const holder = await world.agent();
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, holder);
    const gone = await world.agent();
    await signOut(world.url, gone);
    await gone.hears('session:revoked', ({ reason }) => reason === 'signed_out');
    const to = (agentId: string) => holder.ask('conversation:transfer', toAgent({ id, epoch }, agentId));

    expect(await to(holder.id)).toMatchObject({ error: { code: 'conflict' } });
    await eventually(async () =>
      expect(await to(gone.id)).toMatchObject({ error: { code: 'refused', details: { reason: 'away' } } }),
    );
    const { conversation } = await holder.get('conversation:open', { conversationId: id });
    expect(conversation).toMatchObject({ status: 'assigned', epoch, assignee: { id: holder.id } });
  });

  it('[RT15] a transfer to a colleague with room is theirs at once', async () => {
    const first = await world.agent();
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, first);
    const colleague = await world.agent();
    const moved = await first.get('conversation:transfer', toAgent({ id, epoch }, colleague.id));
    expect(moved.conversation.assignee).toEqual({ id: colleague.id, name: colleague.name });
    expect(await first.ask('conversation:resolve', { conversationId: id, epoch, cause: 'x' })).toMatchObject({
      ok: false,
    });
    expect(
      (await colleague.get('conversation:list', { view: 'mine', cursor: null })).conversations,
    ).toHaveLength(1);
  });

  it('a supervisor of the team takes a chat over, and an agent of the team may not', async () => {
    const holder = await world.agent();
    const supervisor = await world.agent({ role: 'supervisor', away: true });
    const peer = await world.agent({ away: true });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, holder);
    await supervisor.get('availability:set', { availability: 'online' });
    await peer.get('availability:set', { availability: 'online' });
    const takeOver = (agent: typeof peer) =>
      agent.ask('conversation:transfer', toAgent({ id, epoch }, agent.id));
    // One voice speaks: overseeing is not answering.
    expect(await supervisor.ask('entry:send', messageTo(id, 'hello'))).toMatchObject({
      error: { code: 'refused' },
    });
    expect(await takeOver(peer)).toMatchObject({ ok: false, error: { code: 'refused' } });
    expect(await takeOver(supervisor)).toMatchObject({
      ok: true,
      value: { conversation: { assignee: { id: supervisor.id } } },
    });
  });

  it('an escalation shows its steps to the visitor, without severity and summary, and the specialist answers there', async () => {
    const agent = await world.agent();
    const specialist = await world.agent({ role: 'specialist', teamIds: [world.tier2.id] });
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    await agent.get('conversation:escalate', {
      conversationId: id,
      epoch,
      teamId: world.tier2.id,
      severity: 'S2',
      summary: 'stuck behind nonce 148',
    });
    const { conversation } = await specialist.hears(
      'conversation:changed',
      (notice) => notice.conversation.case?.specialist?.id === specialist.id,
    );
    expect(conversation.case).toMatchObject({
      severity: 'S2',
      summary: 'stuck behind nonce 148',
      step: 'checking',
    });
    expect(conversation.status).toBe('assigned');
    const caseId = conversation.case?.id ?? '';
    await specialist.get('entry:send', messageTo(id, 'I am looking at it.'));
    const { entry } = await visitor.hears(
      'entry:new',
      ({ entry: heard }) =>
        heard.author.kind === 'agent' && heard.body.kind === 'message' && !heard.body.automatic,
    );
    expect(entry.author).toMatchObject({ name: specialist.name });
    await visitor.get('entry:send', messageTo(id, 'What do you need?'));
    const asked = await specialist.get('case:progress', {
      conversationId: id,
      caseId,
      step: 'needs_you',
      remark: 'Which network?',
    });
    // It is the visitor's turn now, so that silence may close it.
    expect(asked.conversation.waitingSince).toBeNull();
    await specialist.get('case:progress', {
      conversationId: id,
      caseId,
      step: 'answered',
      remark: 'Replaced.',
    });

    const told = await visitor.hears(
      'conversation:changed',
      (notice) => notice.conversation.case?.step === 'answered',
    );
    expect(told.conversation.case?.steps.map(({ step }) => step)).toEqual([
      'handed_over',
      'checking',
      'needs_you',
      'answered',
    ]);
    const everything = JSON.stringify([
      visitor.heard,
      await visitor.get('entry:list', { conversationId: id, after: 0 }),
    ]);
    expect(everything).not.toContain('nonce 148');
    expect(everything).not.toContain('"S2"');
    expect(
      await specialist.ask('case:progress', { conversationId: id, caseId, step: 'checking', remark: '' }),
    ).toMatchObject({
      ok: false,
    });
  });

  it('[RT2] a message left while nobody was there is assigned when somebody comes online', async () => {
    const agent = await world.agent({ away: true });
    const visitor = await world.visitor();
    const conversation = await world.start(visitor);
    expect(conversation.queue).toEqual({ mode: 'message', position: null });
    await agent.get('availability:set', { availability: 'online' });
    await visitor.hears('conversation:changed', (notice) => notice.conversation.status === 'assigned');
  });

  it('[RT4] [RT11] beyond capacity visitors wait, hear their place, and are served in order', async () => {
    const agent = await world.agent({ capacity: 1 });
    const served = await world.visitor();
    const { id, epoch } = await world.assigned(served, agent);
    const [second, third] = [await world.visitor(), await world.visitor()];
    expect((await world.start(second)).queue).toEqual({ mode: 'live', position: 1 });
    expect((await world.start(third)).queue).toEqual({ mode: 'live', position: 2 });

    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'done' });
    await second.hears('conversation:changed', ({ conversation }) => conversation.status === 'assigned');
    await third.hears('queue:moved', ({ position }) => position === 1);
    expect(third.heard.some(({ payload }) => JSON.stringify(payload).includes('"assigned"'))).toBe(false);
  });

  it('[RT1] of two agents who accept one conversation one gets it and the other a conflict', async () => {
    // Busy and away agents are given nothing, and may take by hand.
    const [one, two] = [await world.agent({ away: true }), await world.agent({ away: true })];
    await two.get('availability:set', { availability: 'busy' });
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    const accept = (agent: Agent) => agent.ask('conversation:accept', { conversationId: id, epoch: 0 });
    const answers = await Promise.all([accept(one), accept(two)]);

    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toMatchObject({ error: { code: 'conflict' } });
    const winner = answers[0]?.ok ? one : two;
    expect(await accept(winner)).toMatchObject({ error: { code: 'conflict' } });
    const log = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(log.entries.filter(({ body }) => body.kind === 'assigned')).toHaveLength(1);
    const { conversation } = await winner.get('conversation:open', { conversationId: id });
    expect(conversation.assignee?.id).toBe(winner.id);
  });

  it('a visitor’s message in a resolved conversation reopens it with the same agent', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id, epoch } = await world.assigned(visitor, agent);
    // Idle since ever, so that without the preference it would be theirs.
    await world.agent();
    await agent.get('conversation:resolve', { conversationId: id, epoch, cause: 'done' });
    await visitor.get('entry:send', messageTo(id, 'it is back'));
    const { conversation } = await agent.hears(
      'conversation:changed',
      (notice) => notice.conversation.status === 'assigned' && notice.conversation.epoch > epoch,
    );
    expect(conversation.assignee?.id).toBe(agent.id);
    const log = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(log.entries.some(({ body }) => body.kind === 'reopened')).toBe(true);
  });

  it('every change of issue type and language is an entry, for staff alone', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const tagged = await agent.get('conversation:tag', {
      conversationId: id,
      issueType: 'transaction.pending',
    });
    expect(tagged.conversation).toMatchObject({
      issueType: 'transaction.pending',
      visitorIssueType: 'other.suggestion',
      priority: 'high',
    });
    await agent.get('conversation:set-language', { conversationId: id, language: 'zh-CN' });
    const staff = await agent.get('entry:list', { conversationId: id, after: 0 });
    expect(staff.entries.map(({ body }) => body.kind)).toEqual(
      expect.arrayContaining(['issue_type_changed', 'language_changed']),
    );
    const seen = await visitor.get('entry:list', { conversationId: id, after: 0 });
    expect(seen.entries.map(({ body }) => body.kind)).not.toContain('issue_type_changed');
    expect(
      await agent.ask('conversation:tag', { conversationId: id, issueType: 'transaction' }),
    ).toMatchObject({
      error: { code: 'invalid' },
    });
  });

  it('the visitor leaves; a new conversation links to the old one', async () => {
    const visitor = await world.visitor();
    const { id } = await world.start(visitor);
    const left = await visitor.get('conversation:cancel', { conversationId: id });
    expect(left.conversation).toMatchObject({ status: 'closed', closeReason: 'left', queue: null });
    const { conversation } = await visitor.get('conversation:start', {
      clientMessageId: newMessageId(),
      issueType: 'other.suggestion',
      description: 'me again',
      language: 'en',
      context: {},
      linkedTo: id,
    });
    expect(conversation.linkedTo).toBe(id);
  });

  it('a blocked visitor is closed, cut off, and cannot come back with the token', async () => {
    const agent = await world.agent();
    const visitor = await world.visitor();
    const { id } = await world.assigned(visitor, agent);
    const cut = new Promise((resolve) => visitor.socket.on('disconnect', resolve));
    const blocked = await agent.get('visitor:block', { conversationId: id, reason: 'threats' });
    expect(blocked.conversation).toMatchObject({
      status: 'closed',
      closeReason: 'blocked',
      visitor: { isBlocked: true },
    });
    await visitor.hears('session:revoked', ({ reason }) => reason === 'blocked');
    await cut;
    await expect(connectVisitor(world.url, visitor.token)).rejects.toThrow('unauthenticated');
  });

  it('a disabled agent’s open sockets are cut, and the console is closed to them', async () => {
    const agent = await world.agent();
    const cut = new Promise((resolve) => agent.socket.on('disconnect', resolve));
    const reply = await fetch(`${world.url}/api/admin/agents/${agent.id}`, {
      method: 'PATCH',
      headers: { 'content-type': 'application/json', origin: world.url, cookie: world.admin },
      body: JSON.stringify({
        name: agent.name,
        role: 'agent',
        teamIds: [world.team.id],
        languages: ['en'],
        capacity: 5,
        isDisabled: true,
      }),
    });
    expect(reply.status).toBe(200);
    // A recheck that was under way may come first, and say only that the session is over.
    await agent.hears('session:revoked', ({ reason }) => reason === 'disabled' || reason === 'expired');
    await cut;
    expect(
      (
        await postJson(
          world.url,
          '/api/agent/password',
          { current: 'x', next: 'y'.repeat(12) },
          { cookie: agent.cookie },
        )
      ).status,
    ).toBe(401);
  });
});
