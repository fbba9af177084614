import { type Attachment, attachmentSchema } from '../attachment.ts';
import { ok, refuse, type Result } from '../result.ts';
import { refusalOf } from './call-endpoint.ts';

export type Upload = { path: string; file: File; headers?: Record<string, string> };

/** Watches and stops an upload: `onProgress` gets the part that was sent, 0 to 1. */
export type UploadControl = { onProgress?: (part: number) => void; signal?: AbortSignal };

/**
 * Sends one image as multipart field `file`. XMLHttpRequest, because fetch tells no progress of what it sends.
 * `unavailable` when it broke off, also when it was aborted by `signal`.
 */
export function uploadFile(
  { path, file, headers = {} }: Upload,
  control: UploadControl = {},
): Promise<Result<Attachment>> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    const lost = () => resolve(refuse('unavailable'));
    request.open('POST', path);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) =>
      control.onProgress?.(event.total > 0 ? event.loaded / event.total : 0);
    request.onload = () => resolve(read(request));
    request.onerror = lost;
    request.onabort = lost;
    control.signal?.addEventListener('abort', () => request.abort());
    const form = new FormData();
    form.append('file', file);
    request.send(form);
  });
}

function read(request: XMLHttpRequest): Result<Attachment> {
  const answer = parseJson(request.responseText);
  if (request.status < 200 || request.status > 299) return refusalOf(request.status, answer);
  const parsed = attachmentSchema.safeParse(answer);
  return parsed.success ? ok(parsed.data) : refuse('unavailable');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
