import { inspectText, textsIn } from '@haven/shared/guarded-text';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import type { Endpoint } from '@haven/shared/http/define';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { agentCommands } from '@haven/shared/realtime/agent-events';
import { visitorCommands } from '@haven/shared/realtime/visitor-events';
import { writtenInto } from '../support/sample-of.ts';
import { shortPhrase } from '../support/secrets.ts';

const endpoints: Record<string, Endpoint> = { ...visitorEndpoints, ...agentEndpoints, ...adminEndpoints };
const bodies = [
  ...[...Object.entries(visitorCommands), ...Object.entries(agentCommands)].map(([name, { body }]) => ({
    name,
    schema: body,
  })),
  ...Object.entries(endpoints).flatMap(([name, { query, body }]) =>
    [query, body].flatMap((schema) => (schema === null ? [] : [{ name, schema }])),
  ),
];

describe('every field that somebody can write into', () => {
  it('[SAFE1] is looked at, whatever command or endpoint it belongs to', async () => {
    const fields = bodies.flatMap(({ name, schema }) =>
      writtenInto(schema, shortPhrase).map(({ field, body }) => ({ name, field, body })),
    );
    // Forty and some: with fewer, the samples would leave some out.
    expect(fields.length).toBeGreaterThan(40);
    for (const { name, field, body } of fields) {
      const stops = await Promise.all(
        textsIn(body).map(async (one) => ({ ...one, stop: await inspectText(one.text) })),
      );
      const stopped = stops.filter(({ stop }) => stop?.verdict === 'block').map((one) => one.field);
      expect({ name, stopped }).toEqual({ name, stopped: [field] });
    }
  });

  it('[SAFE1] is guarded but for passwords, of which only a hash is kept, and what a host signed', () => {
    const exempt = Object.entries(endpoints).filter(([, { unguarded }]) => unguarded.length > 0);
    expect(exempt.map(([name, { unguarded }]) => [name, ...unguarded])).toEqual([
      ['identify', 'token'],
      ['signIn', 'password'],
      ['changePassword', 'current', 'next'],
    ]);
  });
});
