import { BellOff, BellPlus } from 'lucide-react';
import { useState } from 'react';
import { toast } from 'sonner';
import { useStrings } from '../live/console-context.tsx';
import { IconButton } from '../ui/IconButton.tsx';

/** Asks for desktop notices, only ever by a press; gone once they are allowed. */
export function NoticeButton() {
  const { alerts: words } = useStrings();
  const [permission, setPermission] = useState(() =>
    'Notification' in window ? Notification.permission : null,
  );
  if (permission === null || permission === 'granted') return null;

  async function ask() {
    const answer = await Notification.requestPermission();
    setPermission(answer);
    if (answer === 'granted') toast.success(words.enabled);
    if (answer === 'denied') toast.error(words.denied);
  }

  const isDenied = permission === 'denied';
  return (
    <IconButton label={isDenied ? words.denied : words.enable} disabled={isDenied} onClick={() => void ask()}>
      {isDenied ? <BellOff size={20} aria-hidden /> : <BellPlus size={20} aria-hidden />}
    </IconButton>
  );
}
