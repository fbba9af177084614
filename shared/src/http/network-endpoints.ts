import * as z from 'zod/mini';
import {
  networkFieldsSchema,
  networkSettingsSchema,
  sourceChangesSchema,
  sourceCheckSchema,
  sourceFamilySchema,
  sourceUrlMaxChars,
} from '../chain/network-settings.ts';
import { networkStateSchema } from '../chain/network-state.ts';
import { networkIdSchema } from '../chain/network-id.ts';
import { idSchema } from '../ids.ts';
import { requiredTextUpTo } from '../text.ts';
import { endpoint } from './define.ts';

const list = <T extends z.ZodMiniType>(item: T) => z.strictObject({ items: z.array(item) });

/** Networks that transactions are looked up on (SAFE8): a part of the administrator's endpoints. */
export const networkAdminEndpoints = {
  /** Addresses of sources are masked: they hold keys. */
  listNetworks: endpoint('GET', '/api/admin/networks', { reply: list(networkSettingsSchema) }),
  /**
   * `conflict` for an id that is there. `invalid` with `details` `{ field: 'id' }` for one of another family, and with
   * `{ field: 'sources', index, reason }` for a source that may not be called or does not know this network.
   */
  addNetwork: endpoint('POST', '/api/admin/networks', {
    body: z.strictObject({
      id: networkIdSchema,
      family: sourceFamilySchema,
      fields: networkFieldsSchema,
      sources: sourceChangesSchema,
    }),
    reply: networkSettingsSchema,
  }),
  /** The same refusals. In the body, since an id of CAIP-2 is no path. */
  updateNetwork: endpoint('PATCH', '/api/admin/networks', {
    body: z.strictObject({ id: networkIdSchema, fields: networkFieldsSchema, sources: sourceChangesSchema }),
    reply: networkSettingsSchema,
  }),
  removeNetwork: endpoint('POST', '/api/admin/networks/removal', {
    body: z.strictObject({ id: networkIdSchema }),
    reply: z.strictObject({}),
  }),
  /** Asks a source, stored or about to be, which network it knows; nothing is stored. */
  tryNetworkSource: endpoint('POST', '/api/admin/networks/trial', {
    body: z.strictObject({
      id: networkIdSchema,
      family: sourceFamilySchema,
      source: z.union([
        z.strictObject({ id: idSchema }),
        z.strictObject({ url: requiredTextUpTo(sourceUrlMaxChars) }),
      ]),
    }),
    reply: sourceCheckSchema,
  }),
};

/** What everybody in the console sees of networks. */
export const networkEndpoints = {
  /** Fees, pace and condition, at most a quarter of a minute old. */
  networks: endpoint('GET', '/api/agent/networks', { reply: list(networkStateSchema) }),
};
