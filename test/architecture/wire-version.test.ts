import { createHash } from 'node:crypto';
import { besideSchema, declaredHeader } from '@haven/shared/declaration';
import { adminEndpoints } from '@haven/shared/http/admin-endpoints';
import { agentEndpoints } from '@haven/shared/http/agent-endpoints';
import { visitorNoticeEndpoints } from '@haven/shared/http/notice-endpoints';
import { officialEndpoints } from '@haven/shared/http/official-endpoints';
import { visitorEndpoints } from '@haven/shared/http/visitor-endpoints';
import { agentCommands, agentHints, agentNotices } from '@haven/shared/realtime/agent-events';
import { agentAuthSchema, visitorAuthSchema } from '@haven/shared/realtime/handshake';
import { visitorCommands, visitorHints, visitorNotices } from '@haven/shared/realtime/visitor-events';
import { toFrameSchema, toHostSchema } from '@haven/shared/widget-bridge';
import { oldestServedVersion, protocolVersion, wireHashes } from '@haven/shared/version';
import * as z from 'zod/mini';

/** Every schema of the wire, by the place where it is declared. */
const wire = {
  visitorCommands,
  visitorHints,
  visitorNotices,
  agentCommands,
  agentHints,
  agentNotices,
  handshake: { visitorAuthSchema, agentAuthSchema },
  beside: { besideSchema, declaredHeader },
  bridge: { toFrameSchema, toHostSchema },
  visitorEndpoints,
  visitorNoticeEndpoints,
  officialEndpoints,
  agentEndpoints,
  adminEndpoints,
};

/** Replaces each schema by its JSON Schema, so that what remains says all of the wire and nothing of the code. */
function describeWire(value: unknown): unknown {
  if (value instanceof z.ZodMiniType) return z.toJSONSchema(value, { unrepresentable: 'any' });
  if (Array.isArray(value)) return value.map(describeWire);
  if (typeof value !== 'object' || value === null) return value;
  // What the server looks at is its own affair.
  const said = Object.entries(value).filter(([key]) => key !== 'unguarded');
  return Object.fromEntries(said.map(([key, part]) => [key, describeWire(part)]));
}

describe('the wire’s version', () => {
  it('[WIRE3] moves whenever a schema does', () => {
    const hash = createHash('sha256')
      .update(JSON.stringify(describeWire(wire)))
      .digest('hex')
      .slice(0, 16);
    // Changed on purpose? Raise `protocolVersion`, add a line to its history, and put this hash beside it.
    expect({ version: protocolVersion, hash }).toEqual({
      version: protocolVersion,
      hash: wireHashes[protocolVersion],
    });
  });

  it('[WIRE3] is served beside the two before it', () => {
    expect(oldestServedVersion).toBe(Math.max(1, protocolVersion - 2));
  });

  it('[WIRE3] has a line of history for every version', () => {
    const versions = Array.from({ length: protocolVersion }, (_, index) => String(index + 1));
    expect(Object.keys(wireHashes)).toEqual(versions);
  });
});
