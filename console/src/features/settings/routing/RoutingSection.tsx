import { AgentsPart } from './AgentsPart.tsx';
import { NeedsPart } from './NeedsPart.tsx';
import { QueuesPart } from './QueuesPart.tsx';
import { SkillsPart } from './SkillsPart.tsx';

/** Who gets what, and when: everything that routing goes by, on one page. */
export function RoutingSection() {
  return (
    <div className="flex flex-col gap-8">
      <QueuesPart />
      <AgentsPart />
      <SkillsPart />
      <NeedsPart />
    </div>
  );
}
