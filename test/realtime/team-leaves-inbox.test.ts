import { useSharedServer } from '../support/shared-server.ts';
import { createWorld } from '../support/world.ts';

it('a team does not leave an inbox while it has chats of it, and the refusal says how many', async () => {
  const { url } = await useSharedServer();
  const world = await createWorld(url);
  try {
    const { id, key: _, ...fields } = world.inbox;
    const change = async (more: object) => {
      const reply = await fetch(`${url}/api/admin/inboxes/${id}`, {
        method: 'PATCH',
        headers: { 'content-type': 'application/json', origin: url, cookie: world.admin },
        body: JSON.stringify({ ...fields, ...more }),
      });
      return [reply.status, await reply.json()] as const;
    };
    const visitor = await world.visitor();
    const waiting = await world.start(visitor);
    const without = { teamIds: [world.otherTeam.id], defaultTeamId: world.otherTeam.id };

    expect(await change(without)).toMatchObject([
      403,
      { error: { code: 'refused', details: { reason: 'in_use', openConversations: 1 } } },
    ]);
    // Nothing was changed: the next visitor still waits where the first does.
    expect(await change({})).toMatchObject([200, { teamIds: world.inbox.teamIds }]);

    await visitor.get('conversation:cancel', { conversationId: waiting.id });
    expect(await change(without)).toMatchObject([200, without]);
  } finally {
    world.close();
  }
});
