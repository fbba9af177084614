import { demoPassword } from '@haven/server/seed/demo-people';
import type { Method } from '@haven/shared/http/define';
import type { Role } from '@haven/shared/people';
import request, { type Response } from 'supertest';
import { useSharedServer } from '../support/shared-server.ts';

export type Reply = { status: number; body: Record<string, unknown>; headers: Record<string, string> };
export type Call = (method: Method, path: string, body?: object) => Promise<Reply>;

/** Calls the server as somebody whose headers are given, from Haven's own origin unless told otherwise. */
export function callsTo(url: string, headers: Record<string, string> = {}): Call {
  return async function call(method, path, body) {
    const verb = method.toLowerCase() as 'get' | 'post' | 'patch' | 'delete';
    const asked = request(url)
      [verb](path)
      .set({ origin: url, ...headers });
    return replyOf(await (body === undefined ? asked : asked.send(body)));
  };
}

/** Sends one file, or another multipart body that `attach` describes. */
export async function upload(
  url: string,
  path: string,
  headers: Record<string, string>,
  parts: { field: string; name: string; bytes: Buffer }[],
): Promise<Reply> {
  const asked = request(url)
    .post(path)
    .set({ origin: url, ...headers });
  for (const { field, name, bytes } of parts) void asked.attach(field, bytes, name);
  return replyOf(await asked);
}

export type Session = { call: Call; cookie: string; setCookie: string; me: Record<string, unknown> };

/** Signs somebody in; throws when that fails. */
export async function signIn(url: string, email: string, password: string): Promise<Session> {
  const reply = await callsTo(url)('POST', '/api/agent/session', { email, password });
  if (reply.status !== 200) throw new Error(`sign-in answered ${JSON.stringify(reply.body)}`);
  const setCookie = String(reply.headers['set-cookie']);
  const cookie = setCookie.split(';')[0] ?? '';
  return {
    call: callsTo(url, { cookie }),
    cookie,
    setCookie,
    me: reply.body['me'] as Record<string, unknown>,
  };
}

const demoEmails: Record<Role, string> = {
  agent: 'lin@demo.haven.example',
  specialist: 'wei@demo.haven.example',
  supervisor: 'ana@demo.haven.example',
  admin: 'jonas@demo.haven.example',
};

/** Signs in as a demo account of a role. Nobody changes these accounts. */
export function signInAs(url: string, role: Role): Promise<Session> {
  return signIn(url, demoEmails[role], demoPassword);
}

/** The shared server, with an administrator signed in. */
export async function openAdmin(): Promise<{ url: string; admin: Session }> {
  const { url } = await useSharedServer();
  return { url, admin: await signInAs(url, 'admin') };
}

/** Opens a visitor's session in the demo inbox. */
export async function openVisitor(
  url: string,
): Promise<{ call: Call; token: string; bearer: Record<string, string> }> {
  const reply = await callsTo(url)('POST', '/api/visitor/session', { inboxKey: 'demo' });
  const token = String(reply.body['token']);
  const bearer = { authorization: `Bearer ${token}` };
  return { call: callsTo(url, bearer), token, bearer };
}

/** The code of a refusal; undefined for a success. */
export function codeOf({ body }: Reply): unknown {
  const { error } = body;
  return typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
}

/** A short text that no other test uses. */
export function unique(prefix: string): string {
  return `${prefix}-${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
}

/** The first item of a list that fits; throws when there is none. */
export function itemOf(
  reply: Reply,
  fits: (item: Record<string, unknown>) => boolean,
): Record<string, unknown> {
  const items = reply.body['items'] as Record<string, unknown>[];
  const item = items.find(fits);
  if (!item) throw new Error('There is no such item in the list.');
  return item;
}

function replyOf({ status, body, headers }: Response): Reply {
  return { status, body: body as Reply['body'], headers };
}
