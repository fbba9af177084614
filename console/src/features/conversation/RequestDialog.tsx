import { familyOf, wellKnownNetworks } from '@haven/shared/chain/networks';
import { newId } from '@haven/shared/browser/ids';
import type { StaffConversation } from '@haven/shared/conversation';
import { remarkMaxChars, requestFieldsMost } from '@haven/shared/limits';
import { type RequestField, requestFields } from '@haven/shared/request';
import { fieldOfCollect } from '@haven/shared/request-answer';
import { useEffect, useState } from 'react';
import { toast } from 'sonner';
import { useLanguage, useStrings } from '../../live/console-context.tsx';
import { useLive } from '../../live/live-context.tsx';
import { useDirectory } from '../../live/queries.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Choices.tsx';
import { Dialog, DialogActions } from '../../ui/Dialog.tsx';
import { SelectField, TextArea } from '../../ui/Field.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { issueNames } from '../../ui/issue-names.ts';

const fieldsOnNetwork: ReadonlySet<RequestField> = new Set(['hash', 'address', 'ownership']);

type Props = {
  conversation: StaffConversation;
  /** What is chosen at first; left out: what the issue type wants to know. */
  fields?: readonly RequestField[];
  onClose: () => void;
};

/** Asks the visitor for facts in a card (SAFE7); what the issue type wants to know first is chosen already. */
export function RequestDialog({ conversation, fields, onClose }: Props) {
  const strings = useStrings();
  const { requests: words, common } = strings;
  const language = useLanguage();
  const live = useLive();
  const { found } = issueNames(conversation.issueType, useDirectory().data?.issueTypes ?? [], language);
  const suggested = new Set((found?.collect ?? []).flatMap((key) => fieldOfCollect[key] ?? []));
  const [touched, setTouched] = useState<readonly RequestField[] | null>(fields ?? null);
  const [network, setNetwork] = useState('');
  const [remark, setRemark] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [clientMessageId] = useState(newId);
  const chosen = touched ?? [...suggested].slice(0, requestFieldsMost);
  const isOnNetwork = chosen.some((field) => fieldsOnNetwork.has(field));
  const canProve = useCanProve(conversation.id);

  function toggle(field: RequestField, isOn: boolean) {
    setTouched(isOn ? [...chosen, field] : chosen.filter((each) => each !== field));
  }

  async function send() {
    setBusy(true);
    const items = requestFields
      .filter((field) => chosen.includes(field))
      .map((field) => {
        const isProvable = field !== 'ownership' || familyOf(network) === 'evm';
        const isOf = network !== '' && fieldsOnNetwork.has(field) && isProvable;
        return { field, network: isOf ? network : null };
      });
    const answer = await live.sendRequest({
      conversationId: conversation.id,
      clientMessageId,
      items,
      remark: remark.trim(),
    });
    setBusy(false);
    if (!answer.ok) {
      toast.error(failureText(answer.error, strings));
      return;
    }
    toast.success(words.sent);
    onClose();
  }

  return (
    <Dialog title={words.title} subtitle={words.subtitle} onClose={onClose}>
      <fieldset className="mb-4">
        <legend className="mb-[6px] flex w-full justify-between gap-3 text-xs font-medium">
          {words.choose}
          <small className="num text-xs font-normal text-ink-3">
            {words.most(chosen.length, requestFieldsMost)}
          </small>
        </legend>
        <div className="grid gap-x-4 gap-y-1 sm:grid-cols-2">
          {requestFields.map((field) => {
            const isOn = chosen.includes(field);
            const isUnable = field === 'ownership' && canProve !== true;
            if (isUnable || (!isOn && chosen.length >= requestFieldsMost))
              return (
                <span key={field} className="pl-6 text-ink-off">
                  {words.fields[field]}
                  {isUnable && canProve === false && (
                    <small className="block text-xs">{words.cannotProve}</small>
                  )}
                </span>
              );
            return (
              <Checkbox key={field} isOn={isOn} onChange={(next) => toggle(field, next)}>
                <span>
                  {words.fields[field]}
                  {field === 'ownership' && (
                    <small className="block text-xs text-ink-3">{words.proofOfEvm}</small>
                  )}
                  {suggested.has(field) && (
                    <small className="block text-xs text-ink-3">{words.suggested}</small>
                  )}
                </span>
              </Checkbox>
            );
          })}
        </div>
      </fieldset>
      {isOnNetwork && (
        <SelectField
          label={words.network}
          value={network}
          onChange={(event) => setNetwork(event.target.value)}
        >
          <option value="">{words.anyNetwork}</option>
          {wellKnownNetworks.map(({ id, name }) => (
            <option key={id} value={id}>
              {name[language]}
            </option>
          ))}
        </SelectField>
      )}
      <TextArea
        label={words.remark}
        hint={common.of(remark.length, remarkMaxChars)}
        placeholder={words.remarkPlaceholder}
        rows={2}
        value={remark}
        maxLength={remarkMaxChars}
        onChange={(event) => setRemark(event.target.value)}
      />
      <DialogActions>
        <Button onClick={onClose}>{common.cancel}</Button>
        <Button look="primary" disabled={chosen.length === 0} isBusy={isBusy} onClick={() => void send()}>
          {words.send}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Whether the visitor's app can sign; null until that is known. */
function useCanProve(conversationId: string): boolean | null {
  const live = useLive();
  const [canProve, setCanProve] = useState<boolean | null>(null);
  useEffect(() => {
    let isCurrent = true;
    void live.factsOf(conversationId).then((answer) => {
      if (isCurrent && answer.ok) setCanProve(answer.value.canProve);
    });
    return () => {
      isCurrent = false;
    };
  }, [live, conversationId]);
  return canProve;
}
