import type { Colleague } from '@haven/shared/people';
import { conversation, idOf, myTeamId, otherTeamId } from '../../live/test-support.ts';
import { en } from '../../strings/en.ts';
import { obstacleOf, servedBy } from './transfer-options.ts';

const maya: Colleague = {
  id: idOf(801),
  name: 'Maya',
  role: 'agent',
  teamIds: [myTeamId],
  languages: ['en'],
  availability: 'online',
  present: true,
  load: 1,
  capacity: 2,
};
const team = conversation(1).team;

describe('whom a conversation can be handed to', () => {
  it('[RT15] is whoever could be given it by routing', () => {
    expect(obstacleOf(maya, conversation(1), en)).toBeNull();
  });

  it.each<[string, Partial<Colleague>]>([
    ['in another team', { teamIds: [otherTeamId] }],
    ['of another language', { languages: ['zh-CN'] }],
    ['away', { availability: 'away' }],
    ['busy', { availability: 'busy' }],
    ['not connected', { present: false }],
    ['full', { load: 2 }],
    ['short of a whole place', { load: 1.3 }],
  ])('[RT15] is told not to be a colleague who is %s', (_, change) => {
    expect(obstacleOf({ ...maya, ...change }, conversation(1), en)).toContain('Maya');
  });

  it('[RT15] counts only those of a team who could take it', () => {
    const colleagues = [
      maya,
      { ...maya, id: idOf(802), load: 2 },
      { ...maya, id: idOf(803), teamIds: [otherTeamId] },
    ];
    expect(servedBy(team, colleagues, 'en')).toBe(1);
    expect(servedBy(team, colleagues, 'zh-CN')).toBe(0);
  });
});
