import type { StaffConversation } from '@haven/shared/conversation';
import type { Language } from '@haven/shared/language';
import type { Colleague, Team } from '@haven/shared/people';
import type { Strings } from '../../strings/en.ts';

/** What a handover needs to know of a conversation. */
export type Handed = Pick<StaffConversation, 'id' | 'epoch' | 'status' | 'language' | 'assignee'> & {
  team: Pick<Team, 'id'>;
};

/** Why a colleague cannot take a conversation now, in a sentence; null when they can. Routing judges the same way. */
export function obstacleOf(
  colleague: Colleague,
  conversation: Pick<Handed, 'team' | 'language'>,
  strings: Strings,
): string | null {
  const { warnings } = strings.transfer;
  const { name } = colleague;
  if (!colleague.teamIds.includes(conversation.team.id)) return warnings.team(name);
  if (!colleague.languages.includes(conversation.language)) {
    return warnings.language(name, strings.languageNames[conversation.language]);
  }
  if (colleague.availability === 'away') return warnings.away(name);
  if (colleague.availability === 'busy') return warnings.busy(name);
  if (!colleague.present) return warnings.absent(name);
  return hasRoom(colleague) ? null : warnings.full(name);
}

/** For a chat of the usual weight; one in which support spoke last takes less than a place (RT6). */
function hasRoom({ load, capacity }: Colleague): boolean {
  return load + 1 <= capacity;
}

/** How many of a team could take a chat in this language now. */
export function servedBy(team: Team, colleagues: readonly Colleague[], language: Language): number {
  const canTake = (one: Colleague) =>
    one.teamIds.includes(team.id) &&
    one.languages.includes(language) &&
    one.availability === 'online' &&
    one.present &&
    hasRoom(one);
  return colleagues.filter(canTake).length;
}

/** How many of a team are there, whatever they are doing. */
export function presentIn(team: Team, colleagues: readonly Colleague[]): number {
  return colleagues.filter(
    (one) => one.present && one.availability !== 'away' && one.teamIds.includes(team.id),
  ).length;
}
