import { contactMaxChars } from '@haven/shared/contact';
import { languageFor } from '@haven/shared/language';
import { inboxKeySchema } from '@haven/shared/http/visitor-endpoints';
import type { ErrorCode, Result } from '@haven/shared/result';
import express, { type Request, type Response, Router } from 'express';
import { addressKey } from '../features/rate-limit/address-key.ts';
import { limits } from '../features/rate-limit/limits.ts';
import { isStorable } from '../storable-text.ts';
import type { HttpDeps } from './http-deps.ts';
import { checkOrigin } from './same-origin.ts';
import type { Policies } from './security-headers.ts';
import { drawVerifyPage, type VerifyLook, type VerifyOutcome } from './verify-page.ts';
import { verifyStyle } from './verify-style.ts';

type Deps = Pick<HttpDeps, 'verifyContact' | 'limiter' | 'config'>;

/** A few fields of a form. */
const readForm = express.urlencoded({ extended: false, limit: '4kb', parameterLimit: 10 });

/**
 * The page "is this really us?" (SAFE6): open to everybody, in both languages, without a script, a session or a trace.
 * What is asked travels in the body of a POST, so that it stands in no log and no history.
 */
export function createVerifyRoutes(deps: Deps, policies: Policies): Router {
  const router = Router();
  router.get('/verify/style.css', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').type('css').send(verifyStyle);
  });
  router.get('/verify', (request, response) => {
    send(response, policies, lookOf(request.query, request), { state: 'asked' });
  });
  router.post('/verify', readForm, async (request, response) => {
    const fields = request.body as Record<string, unknown>;
    const look = lookOf(fields, request);
    send(response, policies, look, await outcomeOf(deps, request, look, fields['act'] === 'report'));
  });
  return router;
}

async function outcomeOf(
  { verifyContact, limiter, config }: Deps,
  request: Request,
  { typed, inboxKey }: VerifyLook,
  isReport: boolean,
): Promise<VerifyOutcome> {
  const asked = { contact: typed, ...(inboxKey !== null && { inboxKey }) };
  if (checkOrigin(request, config.ownOrigins, 'visitor') !== null || !isStorable(asked))
    return { state: 'problem', problem: 'invalid' };
  const limit = isReport ? limits.report : limits.verify;
  const allowed = await limiter.take(limit, addressKey(request.ip ?? ''));
  if (!allowed.ok) return problemOf(allowed);
  if (isReport) {
    const reported = await verifyContact.report(asked);
    return reported.ok ? { state: 'reported' } : problemOf(reported);
  }
  const answer = await verifyContact.verify(asked);
  return answer.ok ? { state: 'answered', verdict: answer.value } : problemOf(answer);
}

function problemOf(answer: Result<unknown>): VerifyOutcome {
  const code: ErrorCode | null = answer.ok ? null : answer.error.code;
  const problem = code === 'invalid' ? 'invalid' : code === 'rate_limited' ? 'limited' : 'failed';
  return { state: 'problem', problem };
}

function lookOf(fields: Record<string, unknown>, request: Request): VerifyLook {
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : undefined);
  const theme = text('theme');
  const key = inboxKeySchema.safeParse(text('inbox'));
  const accepted = request.acceptsLanguages('zh', 'zh-CN', 'zh-TW', 'en');
  return {
    language: languageFor(text('language') ?? (accepted || undefined)),
    theme: theme === 'dark' || theme === 'light' ? theme : null,
    inboxKey: key.success ? key.data : null,
    typed: (text('contact') ?? '').trim().slice(0, contactMaxChars),
  };
}

function send(response: Response, policies: Policies, look: VerifyLook, outcome: VerifyOutcome): void {
  response.set('Content-Security-Policy', policies.verify);
  // Without one, a browser names no origin for what its form sends.
  response.set('Referrer-Policy', 'same-origin');
  const status = outcome.state === 'problem' ? (outcome.problem === 'limited' ? 429 : 400) : 200;
  response.set('Cache-Control', 'no-store').status(status).type('html').send(drawVerifyPage(look, outcome));
}
