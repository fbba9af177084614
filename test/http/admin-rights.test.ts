import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { type Role, roles } from '@haven/shared/people';
import { roleHas } from '@haven/shared/rights';
import { callsTo, codeOf, openVisitor, type Session, signInAs } from './api.ts';
import { useSharedServer } from '../support/shared-server.ts';

let url: string;
const sessions = new Map<Role, Session>();
beforeAll(async () => {
  ({ url } = await useSharedServer());
  for (const role of roles) sessions.set(role, await signInAs(url, role));
}, 180_000);

const nobody = '00000000-0000-7000-8000-000000000000';
const admin = Object.entries(adminEndpoints).map(([name, endpoint]) => ({ name, ...endpoint }));
const all = [...admin, ...Object.entries(agentEndpoints).map(([name, endpoint]) => ({ name, ...endpoint }))];
const withSession = all.filter(({ name }) => name !== 'signIn');
const pathOf = (path: string) => path.replace(':id', nobody).replace(':key', 'no_such.key');

const matrix = roles.flatMap((role) => admin.map(({ name, method, path }) => ({ role, name, method, path })));

test.each(matrix)(
  '$role asks $name: open only with the right to configure',
  async ({ role, method, path }) => {
    const call = sessions.get(role)?.call ?? callsTo(url);
    // A body that no schema takes: whoever gets as far as its parsing has passed the check of rights.
    const code = codeOf(await call(method, pathOf(path), method === 'GET' ? undefined : { nonsense: true }));
    if (roleHas(role, 'configure')) expect(code).not.toBe('refused');
    else expect(code).toBe('refused');
  },
);

test.each(withSession)(
  '$name is closed to whoever is not signed in to the console',
  async ({ method, path }) => {
    const visitor = await openVisitor(url);
    for (const call of [callsTo(url), visitor.call]) {
      expect(codeOf(await call(method, pathOf(path), method === 'GET' ? undefined : {}))).toBe(
        'unauthenticated',
      );
    }
  },
);
