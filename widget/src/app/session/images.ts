import { visitorAttachmentPath } from '@haven/shared/http/visitor-endpoints';
import { urlOf } from '@haven/shared/browser/call-endpoint';

/**
 * Fetches images with the session's header and keeps them as blob URLs, since an `<img>` can send no token. Each is
 * fetched once; a failure is forgotten, so that it can be tried again.
 */
export function createImages(headers: () => Record<string, string>) {
  const urls = new Map<string, Promise<string | null>>();

  async function load(id: string): Promise<string | null> {
    try {
      const response = await fetch(urlOf(visitorAttachmentPath, { id }), { headers: headers() });
      if (!response.ok) throw new Error(String(response.status));
      return URL.createObjectURL(await response.blob());
    } catch {
      urls.delete(id);
      return null;
    }
  }

  return {
    /** A blob URL of the image, or null when it could not be had. */
    urlOf(id: string): Promise<string | null> {
      const known = urls.get(id) ?? load(id);
      urls.set(id, known);
      return known;
    },
    /** Forgets all: the session ended. */
    clear() {
      for (const pending of urls.values())
        void pending.then((url) => url !== null && URL.revokeObjectURL(url));
      urls.clear();
    },
  };
}
