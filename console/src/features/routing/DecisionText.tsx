import type { Decision } from '@haven/shared/routing';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import type { Strings } from '../../strings/en.ts';
import { dayAndTimeOf } from '../../ui/dates.ts';
import { Tag } from '../../ui/Tag.tsx';
import { AgentLine } from './AgentLine.tsx';
import { RelaxedText } from './RelaxedText.tsx';

/** Who has it and by which rule, who would have been next, and how many could not. */
export function DecisionText({ decision }: { decision: Decision }) {
  const { why: words } = useStrings();
  const language = useLanguage();
  const { at, rule, runnersUp, excluded } = decision;
  const isChosen = rule === 'sticky' || rule === 'least_load' || rule === 'round_robin';
  return (
    <>
      <p>{ruleText(decision, words)}</p>
      <RelaxedText steps={decision.relaxed} />
      <p className="num text-xs text-ink-3">{words.at(dayAndTimeOf(at, language))}</p>
      {runnersUp.length > 0 && (
        <>
          <h4 className="mt-2 text-xs text-ink-3">{words.runnersUp}</h4>
          <ol>
            {runnersUp.map((one) => (
              <AgentLine key={one.agent.id} {...one} />
            ))}
          </ol>
        </>
      )}
      {isChosen && runnersUp.length === 0 && <p className="mt-1 text-ink-2">{words.noRunnersUp}</p>}
      {excluded.length > 0 && (
        <>
          <h4 className="mt-2 mb-1 text-xs text-ink-3">{words.excluded}</h4>
          <p className="flex flex-wrap gap-1">
            {excluded.map(({ obstacle, count }) => (
              <Tag key={obstacle}>{words.excludedCount(words.obstacles[obstacle], count)}</Tag>
            ))}
          </p>
        </>
      )}
    </>
  );
}

/** The rule in a sentence. */
function ruleText({ agent, rule, by }: Decision, { rules }: Strings['why']): string {
  switch (rule) {
    case 'sticky':
    case 'least_load':
    case 'round_robin':
      return rules[rule](agent.name);
    case 'named':
      return by === null ? rules.byHand(agent.name) : rules.namedBy(agent.name, by.name);
    case null:
      return rules.unknown(agent.name);
  }
}
