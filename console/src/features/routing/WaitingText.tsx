import type { WaitingReason } from '@haven/shared/routing';
import { useStrings } from '../../live/console-context.tsx';
import { AgentLine } from './AgentLine.tsx';
import { RelaxedText } from './RelaxedText.tsx';

/** Why nobody has it yet: agent by agent, who comes closest first. */
export function WaitingText({ waiting }: { waiting: WaitingReason }) {
  const { why: words } = useStrings();
  const { agents, position, relaxed } = waiting;
  const able = agents.filter(({ obstacle }) => obstacle === null).length;
  const verdict = agents.length === 0 ? words.emptyTeam : able > 0 ? words.someCan(able) : words.noneCan;
  return (
    <>
      <p role="status">
        {verdict} {position !== null && words.position(position)}
      </p>
      <RelaxedText steps={relaxed} />
      <ul className="mt-1">
        {agents.map((one) => (
          <AgentLine
            key={one.agent.id}
            {...one}
            standing={one.obstacle === null ? words.canTake : words.obstacles[one.obstacle]}
            isAble={one.obstacle === null}
          />
        ))}
      </ul>
    </>
  );
}
