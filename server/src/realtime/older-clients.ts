import type { Entry, EntryBody } from '@haven/shared/entry';
import { guardedSince } from '@haven/shared/version';

/**
 * What clients of the wire before 4 are told instead of kinds of entries that they would refuse, and with them the page
 * or the resume that holds them. Their numbers stay (LIVE1). Goes when 4 is the oldest wire that is served.
 */
function bodyForOlder(body: EntryBody): EntryBody {
  if (body.kind === 'secret_stopped') {
    return {
      kind: 'note',
      text: '已拦截用户的助记词或私钥 · A recovery phrase or key of the user was stopped',
    };
  }
  if (body.kind === 'request')
    return message(
      '客服需要一些信息，请刷新页面后填写 · Support asks for some information: reload to answer',
    );
  if (body.kind === 'request_answered')
    return message(body.answers.map(({ value }) => value).join('\n') || '…');
  if (body.kind === 'playbook_step' || body.kind === 'playbook_ended')
    return { kind: 'note', text: '处理清单有更新 · A playbook was marked' };
  if (body.kind === 'request_withdrawn') return message('客服撤回了信息请求 · Support took its request back');
  if (body.kind === 'ownership_proved')
    return message(`地址归属已证明 · Ownership of an address was proved\n${body.address}`);
  if (body.kind === 'transaction')
    return message(
      `交易状态，请刷新页面查看 · The state of a transaction: reload to see it\n${body.diagnosis.hash}`,
    );
  if (body.kind === 'transaction_updated')
    return message(
      '交易状态已更新，请刷新页面查看 · The state of a transaction has changed: reload to see it',
    );
  return body;
}

function message(text: string): EntryBody {
  return { kind: 'message', text, attachments: [], automatic: true };
}

/** Whether a client speaks a wire that needs the translation. */
export function isOlder(wire: number): boolean {
  return wire < guardedSince;
}

/** A notice or an ack's value with the entries in it translated: alone, in a page, or in the pages of a resume. */
export function forOlder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(forOlder);
  if (typeof value !== 'object' || value === null) return value;
  if (isEntry(value)) return { ...value, body: bodyForOlder(value.body as EntryBody) };
  const parts = Object.entries(value).map(([key, part]) =>
    key === 'entry' || key === 'entries' || key === 'conversations' ? [key, forOlder(part)] : [key, part],
  );
  return Object.fromEntries(parts) as unknown;
}

function isEntry(value: object): value is Entry {
  return 'clientMessageId' in value && 'body' in value;
}
