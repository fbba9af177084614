import type { RequestHandler } from 'express';
import helmet from 'helmet';
import type { Config } from '../config.ts';

type Policy = Record<string, readonly string[]>;

/** The content security policies, one per kind of page. */
export interface Policies {
  /** Answers that are no page: nothing in them may ever run. */
  data: string;
  console: string;
  /** The widget's app, in the frame of the inbox's host pages. */
  widget(origins: readonly string[]): string;
  /** The page that tells whether a contact is official: a form and its look, no script. */
  verify: string;
  /** The demo wallet, a host page of the widget on Haven's own origin. */
  demo: string;
}

/** Makes the policies. Sockets are named in full: not every webview counts `wss:` as part of 'self'. */
export function createPolicies({ ownOrigins }: Pick<Config, 'ownOrigins'>): Policies {
  const sockets = ownOrigins.map((origin) => origin.replace(/^http/, 'ws'));
  const app: Policy = {
    'default-src': ["'none'"],
    'script-src': ["'self'"],
    'style-src': ["'self'"],
    'img-src': ["'self'", 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...sockets],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
  };
  return {
    data: policyText({ 'default-src': ["'none'"], 'frame-ancestors': ["'none'"], sandbox: [] }),
    console: policyText({
      ...app,
      'media-src': ["'self'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    }),
    widget: (origins) => policyText({ ...app, 'frame-ancestors': ["'self'", ...origins] }),
    verify: policyText({
      'default-src': ["'none'"],
      'style-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'self'"],
      'frame-ancestors': ["'none'"],
    }),
    demo: policyText({ ...app, 'frame-src': ["'self'"], 'frame-ancestors': ["'none'"] }),
  };
}

function policyText(policy: Policy): string {
  return Object.entries(policy)
    .map(([name, sources]) => [name, ...sources].join(' '))
    .join('; ');
}

/** The headers of every answer; routes widen the policy where a page needs it. */
export function createSecurityHeaders(
  { publicUrl }: Pick<Config, 'publicUrl'>,
  policies: Policies,
): RequestHandler[] {
  const isSecure = publicUrl.startsWith('https:');
  return [
    helmet({
      contentSecurityPolicy: false,
      strictTransportSecurity: isSecure ? { maxAge: 365 * 24 * 60 * 60, includeSubDomains: true } : false,
      referrerPolicy: { policy: 'no-referrer' },
      xFrameOptions: { action: 'deny' },
    }),
    (_request, response, next) => {
      response.set('Content-Security-Policy', policies.data);
      response.set('Permissions-Policy', 'camera=(), microphone=(), geolocation=(), payment=(), usb=()');
      next();
    },
  ];
}
