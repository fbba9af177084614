import type { DeliveryError } from '@haven/shared/webhook';
import type { Ask } from '../../outgoing/request.ts';

export type Message = { url: string; headers: Record<string, string>; body: string };
/** Either it arrived, with this 2xx status, or it did not. */
export type PostOutcome =
  | { isDelivered: true; status: number }
  | { isDelivered: false; status: number | null; error: DeliveryError };

export type Post = (message: Message, signal: AbortSignal) => Promise<PostOutcome>;

/** What is read of an answer, unseen, so that its end is a clean one. */
export const answerMaxBytes = 4_096;

/**
 * Makes what posts one message. Redirects are answers like any other that is not 2xx. Of an answer only its status is
 * looked at. Never rejects; `signal` breaks it off, as a time-out.
 */
export function createPost(ask: Ask): Post {
  return async function post(message, signal) {
    const answer = await ask({ method: 'POST', ...message }, signal);
    if (answer.isAnswered) return outcomeOf(answer.status);
    // Nothing was read, so nothing was too large.
    const error = answer.error === 'too_large' ? 'protocol' : answer.error;
    return { isDelivered: false, status: null, error };
  };
}

function outcomeOf(status: number): PostOutcome {
  if (status >= 200 && status < 300) return { isDelivered: true, status };
  return { isDelivered: false, status, error: status >= 300 && status < 400 ? 'redirect' : 'status' };
}
