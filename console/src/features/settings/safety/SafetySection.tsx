import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { toast } from 'sonner';
import { useStrings } from '../../../live/console-context.tsx';
import { Button } from '../../../ui/Button.tsx';
import { failureText } from '../../../ui/failure-text.ts';
import { useSave } from '../use-items.ts';
import { ContactsPart } from './ContactsPart.tsx';
import { LinksPart } from './LinksPart.tsx';
import { PhrasesPart } from './PhrasesPart.tsx';
import { SafetyPart } from './SafetyPart.tsx';

/** What keeps agents from phishing and says what is official (SAFE5, SAFE6). */
export function SafetySection() {
  return (
    <div className="flex flex-col gap-8">
      <LinksPart />
      <PhrasesPart />
      <ContactsPart />
      <KeyPart />
    </div>
  );
}

function KeyPart() {
  const strings = useStrings();
  const { key: words } = strings.official.settings;
  const { save, isBusy } = useSave();

  async function rotate() {
    const done = await save(adminEndpoints.rotateCardKey, {});
    if (done.ok) toast.success(words.rotated);
    else toast.error(failureText(done.error, strings));
  }

  return (
    <SafetyPart title={words.title}>
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-[640px] text-ink-2">{words.subtitle}</p>
        <Button isBusy={isBusy} onClick={() => void rotate()}>
          {words.rotate}
        </Button>
      </div>
    </SafetyPart>
  );
}
