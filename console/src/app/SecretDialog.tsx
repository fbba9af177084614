import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useConsole, useStrings } from '../live/console-context.tsx';
import type { AskedSecret } from '../live/create-secret-guard.ts';
import { Button } from '../ui/Button.tsx';
import { Dialog, DialogActions } from '../ui/Dialog.tsx';

/** What was stopped on its way out, or has to be told apart first (SAFE4). To close it is to delete. */
export function SecretDialog() {
  const { guard } = useConsole();
  const asked = useStore(guard.asked, (state) => state.asked);
  const isAsked = asked !== null;
  useEffect(() => {
    document.body.classList.toggle('hides-words', isAsked);
  }, [isAsked]);
  return asked && <Asked asked={asked} />;
}

function Asked({ asked }: { asked: AskedSecret }) {
  const { safety } = useStrings();
  const { verdict, kind, mayEdit, choose } = asked;
  const isHex = kind === 'unknown_hex';
  const isBlocked = verdict === 'block';
  const title = isBlocked ? safety.stopped.title : isHex ? safety.ask.hexTitle : safety.ask.phraseTitle;
  const text = isBlocked
    ? safety.stopped.text(safety.kinds[kind])
    : isHex
      ? safety.ask.hex
      : safety.ask.phrase;
  return (
    <Dialog role="alertdialog" title={title} subtitle={text} onClose={() => choose('delete')}>
      <DialogActions>
        {!isBlocked && (
          <Button onClick={() => choose('declare')}>{isHex ? safety.ask.isHash : safety.ask.ordinary}</Button>
        )}
        {mayEdit && <Button onClick={() => choose('edit')}>{safety.edit}</Button>}
        <Button look="primary" onClick={() => choose('delete')}>
          {mayEdit ? safety.deleteIt : safety.back}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
