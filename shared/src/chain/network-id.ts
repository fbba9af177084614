import * as z from 'zod/mini';

/** A network by CAIP-2: namespace and reference, such as `eip155:1`. */
export const networkIdSchema = z.string().check(z.regex(/^[-a-z0-9]{3,8}:[-_a-zA-Z0-9]{1,32}$/));
export type NetworkId = z.infer<typeof networkIdSchema>;
