import type {
  NetworkFields,
  NetworkSettings,
  SourceCheck,
  SourceChange,
  SourceFamily,
} from '@haven/shared/chain/network-settings';
import { ok, type Result, refuse } from '@haven/shared/result';
import type { Kysely, Selectable } from 'kysely';
import type { Clock } from '../../clock.ts';
import { newId } from '../../new-id.ts';
import type { Addresses } from '../../outgoing/address.ts';
import type { ChainNetworkTable } from '../../storage/postgres/chain-tables.ts';
import { isUniqueViolation } from '../../storage/postgres/failures.ts';
import type { Database } from '../../storage/postgres/schema.ts';
import { maskedAddress } from './masked-address.ts';
import type { Network } from './network.ts';
import type { Source } from './source.ts';

export type NewNetwork = { id: string; family: SourceFamily; fields: NetworkFields; sources: SourceChange[] };

export type Networks = ReturnType<typeof createNetworks>;

/** The networks that the operator lets Haven look into. Addresses of sources leave by `enabled` alone, to be called. */
export function createNetworks({
  db,
  clock,
  addresses,
  check,
}: {
  db: Kysely<Database>;
  clock: Clock;
  addresses: Pick<Addresses, 'allows'>;
  /** Asks a source which network it knows. */
  check: (network: Pick<Network, 'id' | 'family'>, source: Source) => Promise<SourceCheck>;
}) {
  async function rowOf(id: string) {
    return db.selectFrom('chain_network').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** Sources that stay and new ones; a new one is asked whether it knows this network. */
  async function sourcesOf(
    network: Pick<Network, 'id' | 'family'>,
    changes: readonly SourceChange[],
    before: readonly Source[],
  ): Promise<Result<Source[]>> {
    const sources: Source[] = [];
    for (const [index, change] of changes.entries()) {
      const details = (reason: string) => ({ details: { field: 'sources', index, reason } });
      const kept = 'id' in change ? before.find(({ id }) => id === change.id) : null;
      if (kept === undefined) return refuse('invalid', details('gone'));
      const source = kept ?? { id: newId(clock), url: 'url' in change ? change.url.trim() : '' };
      if (sources.some(({ url }) => url === source.url)) return refuse('invalid', details('twice'));
      if (!addresses.allows(source.url)) return refuse('invalid', details('refused_address'));
      const { outcome } = kept === null ? await check(network, source) : { outcome: 'agrees' };
      if (outcome !== 'agrees') return refuse('invalid', details(outcome));
      sources.push(source);
    }
    return ok(sources);
  }

  return {
    /** Of all, addresses masked; the oldest first. */
    async list(): Promise<NetworkSettings[]> {
      const rows = await db
        .selectFrom('chain_network')
        .selectAll()
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(settingsOf);
    },

    /** Those that are looked into, with the addresses of their sources. */
    async enabled(): Promise<Network[]> {
      const rows = await db
        .selectFrom('chain_network')
        .selectAll()
        .where('is_enabled', '=', true)
        .orderBy('created_at')
        .orderBy('id')
        .execute();
      return rows.map(networkOf);
    },

    /** `conflict` for one that is there; `invalid` for an id of another family, and for a source that does not know it. */
    async add({ id, family, fields, sources }: NewNetwork): Promise<Result<NetworkSettings>> {
      if (!isIdOf(family, id)) return refuse('invalid', { details: { field: 'id' } });
      const checked = await sourcesOf({ id, family }, sources, []);
      if (!checked.ok) return checked;
      try {
        const row = await db
          .insertInto('chain_network')
          .values({ id, family, ...columnsOf(fields), sources: JSON.stringify(checked.value) })
          .returningAll()
          .executeTakeFirstOrThrow();
        return ok(settingsOf(row));
      } catch (error) {
        if (!isUniqueViolation(error)) throw error;
        return refuse('conflict', { details: { field: 'id' } });
      }
    },

    async change(
      id: string,
      fields: NetworkFields,
      sources: readonly SourceChange[],
    ): Promise<Result<NetworkSettings>> {
      const before = await rowOf(id);
      if (!before) return refuse('not_found');
      const checked = await sourcesOf(before, sources, before.sources);
      if (!checked.ok) return checked;
      const row = await db
        .updateTable('chain_network')
        .set({ ...columnsOf(fields), sources: JSON.stringify(checked.value) })
        .where('id', '=', id)
        .returningAll()
        .executeTakeFirst();
      return row ? ok(settingsOf(row)) : refuse('not_found');
    },

    /** With what is remembered and watched on it. */
    async remove(id: string): Promise<Result<Record<string, never>>> {
      const removed = await db
        .deleteFrom('chain_network')
        .where('id', '=', id)
        .returning('id')
        .executeTakeFirst();
      return removed ? ok({}) : refuse('not_found');
    },

    /** A source as it is stored, to be asked; null when there is none. */
    async source(networkId: string, sourceId: string): Promise<{ network: Network; source: Source } | null> {
      const row = await rowOf(networkId);
      const source = row?.sources.find(({ id }) => id === sourceId);
      return row && source ? { network: networkOf(row), source } : null;
    },
  };
}

/** Each family names its networks in a way of its own (CAIP-2). */
function isIdOf(family: SourceFamily, id: string): boolean {
  switch (family) {
    case 'evm':
      return /^eip155:[1-9]\d{0,17}$/.test(id);
    case 'bitcoin':
      return /^bip122:[0-9a-f]{32}$/.test(id);
    case 'tron':
      return /^tron:0x[0-9a-f]{8}$/.test(id);
  }
}

type Row = Selectable<ChainNetworkTable>;

function columnsOf({ name, symbol, decimals, finalAfter, explorerUrl, isEnabled }: NetworkFields) {
  return {
    name: JSON.stringify(name),
    symbol,
    decimals,
    final_after: finalAfter,
    explorer_url: explorerUrl,
    is_enabled: isEnabled,
  };
}

function networkOf(row: Row): Network {
  const { id, family, name, symbol, decimals, sources } = row;
  return {
    id,
    family,
    name,
    symbol,
    decimals,
    sources,
    finalAfter: row.final_after,
    explorerUrl: row.explorer_url,
  };
}

function settingsOf(row: Row): NetworkSettings {
  return {
    ...networkOf(row),
    isEnabled: row.is_enabled,
    sources: row.sources.map(({ id, url }) => ({ id, address: maskedAddress(url) })),
  };
}
