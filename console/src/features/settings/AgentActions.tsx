import { type AgentAccount, adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { failureText } from '../../ui/failure-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import type { OneTimePassword } from './one-time-password.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { useSave } from './use-items.ts';

type Props = { agent: AgentAccount; onPassword: (password: OneTimePassword) => void };

/** What cuts somebody off: asked about before. */
export function AgentActions({ agent, onPassword }: Props) {
  const strings = useStrings();
  const { agents: words, saved } = strings.settings;
  const { common } = strings;
  const { save, isBusy } = useSave('agents');
  const [asked, setAsked] = useState<'reset' | 'disable' | null>(null);
  const { id, name, role, teamIds, languages, capacity, isDisabled } = agent;

  async function setDisabled(next: boolean) {
    const body = { name, role, teamIds, languages, capacity, isDisabled: next };
    const done = await save(adminEndpoints.updateAgent, { params: { id }, body });
    if (done.ok) toast.success(saved);
    else toast.error(failureText(done.error, strings));
  }

  async function reset() {
    const done = await save(adminEndpoints.resetAgent, { params: { id } });
    if (done.ok) onPassword({ name, password: done.value.password });
    else toast.error(failureText(done.error, strings));
  }

  async function confirm() {
    await (asked === 'reset' ? reset() : setDisabled(true));
    setAsked(null);
  }

  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton size="sm" label={`${common.more}: ${name}`}>
            <Ellipsis size={16} aria-hidden />
          </IconButton>
        }
      >
        <MenuItem onSelect={() => setAsked('reset')}>{words.reset}</MenuItem>
        {isDisabled ? (
          <MenuItem onSelect={() => void setDisabled(false)}>{words.enable}</MenuItem>
        ) : (
          <MenuItem isDanger onSelect={() => setAsked('disable')}>
            {words.disable}
          </MenuItem>
        )}
      </Menu>
      {asked !== null && (
        <ConfirmDialog
          question={asked === 'reset' ? words.resetSure(name) : words.disableSure(name)}
          action={asked === 'reset' ? words.reset : words.disable}
          isBusy={isBusy}
          onConfirm={() => void confirm()}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
