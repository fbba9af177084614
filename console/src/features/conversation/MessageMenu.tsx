import type { Entry } from '@haven/shared/entry';
import { roleHas } from '@haven/shared/rights';
import { Copy, Ellipsis, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useStrings } from '../../live/console-context.tsx';
import { useConversation, useMe } from '../../live/live-context.tsx';
import { classNames } from '../../ui/class-names.ts';
import { copyText } from '../../ui/copy-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu, MenuItem } from '../../ui/Menu.tsx';
import { mayWork } from './may.ts';
import { RedactDialog } from './RedactDialog.tsx';

/** What can be done with one message; it stays out of sight until the message is pointed at or focused. */
export function MessageMenu({ entry, text, side }: { entry: Entry; text: string; side: 'left' | 'right' }) {
  const { entry: words } = useStrings();
  const me = useMe();
  const conversation = useConversation(entry.conversationId);
  const [isRedacting, setRedacting] = useState(false);
  const mayRedact =
    conversation !== undefined && roleHas(me.role, 'entry.redact') && mayWork(conversation, me);
  return (
    <>
      <span
        className={classNames(
          'absolute top-1 opacity-0 transition-opacity group-hover:opacity-100 focus-within:opacity-100 has-[[data-state=open]]:opacity-100 pointer-coarse:opacity-100',
          side === 'left' ? '-left-8' : '-right-8',
        )}
      >
        <Menu
          align={side === 'left' ? 'end' : 'start'}
          trigger={
            <IconButton size="sm" label={words.menu}>
              <Ellipsis size={16} aria-hidden />
            </IconButton>
          }
        >
          {text !== '' && (
            <MenuItem onSelect={() => void copyText(text)} icon={<Copy size={16} aria-hidden />}>
              {words.copyText}
            </MenuItem>
          )}
          {mayRedact && (
            <MenuItem isDanger onSelect={() => setRedacting(true)} icon={<Trash2 size={16} aria-hidden />}>
              {words.redact}
            </MenuItem>
          )}
        </Menu>
      </span>
      {isRedacting && <RedactDialog entry={entry} onClose={() => setRedacting(false)} />}
    </>
  );
}
