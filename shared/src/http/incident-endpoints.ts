import * as z from 'zod/mini';
import { idSchema } from '../ids.ts';
import { incidentKindSchema, incidentSchema } from '../incident.ts';
import { endpoint } from './define.ts';

const moment = z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/));

export const incidentEndpoints = {
  /** What a supervisor should look at, the newest first; for whoever may intervene. Each look is audited. */
  incidents: endpoint('GET', '/api/agent/incidents', {
    query: z.strictObject({
      kind: z.optional(incidentKindSchema),
      from: z.optional(moment),
      to: z.optional(moment),
      cursor: z.optional(idSchema),
    }),
    reply: z.strictObject({ items: z.array(incidentSchema), cursor: z.nullable(idSchema) }),
  }),
};
