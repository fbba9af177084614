import { Copy } from 'lucide-react';
import { toast } from 'sonner';
import { useStrings } from '../../live/console-context.tsx';
import { copyText } from '../../ui/copy-text.ts';
import { IconButton } from '../../ui/IconButton.tsx';

/** What a host page pastes. */
export function EmbedSnippet({ inboxKey }: { inboxKey: string }) {
  const {
    settings: { inboxes: words },
    common,
  } = useStrings();
  const snippet = `<script async src="${location.origin}/widget/v1/loader.js" data-inbox="${inboxKey}"></script>`;

  async function copy() {
    if (await copyText(snippet)) toast.success(common.copied);
  }

  return (
    <div>
      <p className="mb-1 text-xs text-ink-3">
        <b className="font-medium text-ink-2">{words.snippet}</b> · {words.snippetHint}
      </p>
      <div className="flex items-start gap-2 rounded-md bg-muted py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 py-1 font-mono text-xs break-all">{snippet}</code>
        <IconButton size="sm" label={common.copy} onClick={() => void copy()}>
          <Copy size={14} aria-hidden />
        </IconButton>
      </div>
    </div>
  );
}
