import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import type { IdentityKey, InboxIdentity } from '@haven/shared/http/identity-endpoints';
import type { Result } from '@haven/shared/result';
import { useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Choices.tsx';
import { dayAndTimeOf } from '../../../ui/dates.ts';
import { failureText } from '../../../ui/failure-text.ts';
import { Tag } from '../../../ui/Tag.tsx';
import { ConfirmDialog } from '../ConfirmDialog.tsx';
import { Cell, Row, Table } from '../Table.tsx';
import { useSave } from '../use-items.ts';

type Props = { identity: InboxIdentity; name: string; onAdd: () => void };

/** One inbox: how strict it is, and its keys, those in use first. */
export function InboxIdentityPart({ identity, name, onAdd }: Props) {
  const strings = useStrings();
  const { identityPage: words, settings } = strings;
  const language = useLanguage();
  const { save, isBusy } = useSave('identity');
  const [retired, setRetired] = useState<IdentityKey | null>(null);
  const params = { id: identity.id };
  const inUseFirst = [...identity.keys].sort(
    (one, other) => Number(one.retiredAt !== null) - Number(other.retiredAt !== null),
  );

  function tell(answer: Result<unknown>): void {
    if (answer.ok) toast.success(settings.saved);
    else if (answer.error.details?.['reason'] === 'no_key') toast.error(words.noKey);
    else toast.error(failureText(answer.error, strings));
  }

  async function setRequired(isRequired: boolean) {
    tell(await save(adminEndpoints.updateIdentity, { params, body: { isRequired } }));
  }

  async function setDebug(isOn: boolean) {
    tell(await save(adminEndpoints.debugIdentity, { params, body: { isOn } }));
  }

  async function retire(key: IdentityKey) {
    tell(await save(adminEndpoints.retireIdentityKey, { params: { id: key.id } }));
    setRetired(null);
  }

  return (
    <section aria-label={name} className="border-t border-line first:border-0">
      <div className="flex flex-wrap items-center justify-between gap-3 px-4 pt-3 pb-1">
        <h2 className="text-md font-semibold">{name}</h2>
        <Button size="sm" onClick={onAdd}>
          {words.add}
        </Button>
      </div>
      <div className="flex flex-col gap-1 px-4 pb-3">
        <Checkbox isOn={identity.isRequired} onChange={(isRequired) => void setRequired(isRequired)}>
          <span>
            {words.required} <small className="block text-xs text-ink-3">{words.requiredHint}</small>
          </span>
        </Checkbox>
        <Checkbox isOn={identity.debugUntil !== null} onChange={(isOn) => void setDebug(isOn)}>
          <span>
            {words.debug}{' '}
            <small className="num block text-xs text-ink-3">
              {identity.debugUntil === null
                ? words.debugHint
                : words.debugUntil(dayAndTimeOf(identity.debugUntil, language))}
            </small>
          </span>
        </Checkbox>
      </div>
      {inUseFirst.length === 0 ? (
        <p className="px-4 pb-4 text-ink-3">{words.noKeys}</p>
      ) : (
        <Table
          columns={[{ title: words.kid }, { title: words.created, isExtra: true }, { title: words.lastUsed }]}
        >
          {inUseFirst.map((key) => (
            <Row key={key.id}>
              <Cell>
                <span className="flex flex-wrap items-center gap-2">
                  <b className="font-mono text-xs font-medium break-all">{key.kid}</b>
                  <Tag tone="line">{key.algorithm}</Tag>
                  {key.retiredAt !== null && <Tag tone="warn">{words.retired}</Tag>}
                </span>
              </Cell>
              <Cell isExtra className="num text-xs whitespace-nowrap text-ink-3">
                {dayAndTimeOf(key.createdAt, language)}
              </Cell>
              <Cell className="num text-xs text-ink-3">
                {key.lastUsedAt === null ? words.never : dayAndTimeOf(key.lastUsedAt, language)}
              </Cell>
              <Cell className="text-right whitespace-nowrap">
                {key.retiredAt === null && (
                  <Button size="sm" onClick={() => setRetired(key)}>
                    {words.retire}
                  </Button>
                )}
              </Cell>
            </Row>
          ))}
        </Table>
      )}
      {retired !== null && (
        <ConfirmDialog
          question={words.retireSure(
            retired.kid,
            retired.lastUsedAt === null ? null : dayAndTimeOf(retired.lastUsedAt, language),
          )}
          action={words.retire}
          isBusy={isBusy}
          onConfirm={() => void retire(retired)}
          onClose={() => setRetired(null)}
        />
      )}
    </section>
  );
}
