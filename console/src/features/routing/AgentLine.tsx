import type { AgentCard } from '@haven/shared/people';
import { useStrings } from '../../live/console-context.tsx';
import { Avatar } from '../../ui/Avatar.tsx';
import { Tag } from '../../ui/Tag.tsx';

type Props = {
  agent: AgentCard;
  /** In chats; a chat that idles counts a part. */
  load: number;
  capacity: number;
  standing?: string;
  isAble?: boolean;
};

/** An agent with load over capacity, and in a word what keeps them from it. */
export function AgentLine({ agent, load, capacity, standing, isAble = false }: Props) {
  const { common, why } = useStrings();
  const shownLoad = Math.round(load * 10) / 10;
  return (
    <li className="flex min-h-8 items-center gap-2">
      <Avatar id={agent.id} name={agent.name} size="sm" />
      <span className="min-w-0 flex-1 truncate">{agent.name}</span>
      {standing !== undefined && (
        <Tag tone={isAble ? 'ok' : 'plain'} className="shrink-0">
          {standing}
        </Tag>
      )}
      <span className="num w-10 shrink-0 text-right text-xs text-ink-2" title={why.load(shownLoad, capacity)}>
        {common.of(shownLoad, capacity)}
      </span>
    </li>
  );
}
