import { agentAttachmentPath } from '@haven/shared/http/agent-endpoints';
import { urlOf } from '@haven/shared/browser/call-endpoint';
import { useEffect, useState } from 'react';

/** Fetches an image and makes a URL of this page for it, freed when it is no longer drawn. A local preview wins. */
export function useAttachmentUrl(
  attachmentId: string,
  previewUrl: string | null,
): { url: string | null; hasFailed: boolean } {
  const [state, setState] = useState<{ url: string | null; hasFailed: boolean }>({
    url: null,
    hasFailed: false,
  });
  useEffect(() => {
    if (previewUrl !== null) return;
    const abort = new AbortController();
    let made: string | null = null;
    fetch(urlOf(agentAttachmentPath, { id: attachmentId }), {
      credentials: 'same-origin',
      signal: abort.signal,
    })
      .then(async (response) => {
        if (!response.ok) throw new Error(`status ${response.status}`);
        made = URL.createObjectURL(await response.blob());
        if (abort.signal.aborted) URL.revokeObjectURL(made);
        else setState({ url: made, hasFailed: false });
      })
      .catch(() => {
        if (!abort.signal.aborted) setState({ url: null, hasFailed: true });
      });
    return () => {
      abort.abort();
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [attachmentId, previewUrl]);
  return previewUrl === null ? state : { url: previewUrl, hasFailed: false };
}
