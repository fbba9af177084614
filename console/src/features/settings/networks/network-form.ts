import {
  type NetworkFields,
  networkFieldsSchema,
  type NetworkSettings,
  type SourceChange,
  type SourceFamily,
  sourceFamilies,
  sourceFamilySchema,
} from '@haven/shared/chain/network-settings';
import { wellKnownNetworks } from '@haven/shared/chain/networks';
import type { Localized } from '@haven/shared/language';

/** A source in the form: one that is stored, by its masked address, or one that is typed. */
export type SourceDraft = { key: string; stored: { id: string; address: string } | null; url: string };

export type NetworkForm = {
  /** Of a network that is offered; `other` for an EVM network that is not. */
  choice: string;
  chainId: string;
  name: Localized;
  symbol: string;
  decimals: string;
  finalAfter: string;
  explorerUrl: string;
  isEnabled: boolean;
  sources: SourceDraft[];
};

export const otherEvm = 'other';

/** What wallets and exchanges usually wait for. */
const finalAfter: Record<SourceFamily, string> = { evm: '12', bitcoin: '6', tron: '20' };

/** Networks that can be looked into and need no words. */
export const offeredNetworks = wellKnownNetworks.flatMap((network) => {
  const family = sourceFamilies.find((one) => one === network.family);
  return family ? [{ ...network, family }] : [];
});

export function familyOfChoice(choice: string): SourceFamily {
  return offeredNetworks.find(({ id }) => id === choice)?.family ?? 'evm';
}

let keys = 0;
export function emptySource(): SourceDraft {
  keys += 1;
  return { key: `new ${keys}`, stored: null, url: '' };
}

/** Fills in what is known of a network that is offered; what was typed of sources stays. */
export function formOfChoice(choice: string, sources: SourceDraft[]): NetworkForm {
  const known = offeredNetworks.find(({ id }) => id === choice);
  return {
    choice,
    chainId: '',
    name: known?.name ?? { 'zh-CN': '', en: '' },
    symbol: known?.symbol ?? 'ETH',
    decimals: String(known?.decimals ?? 18),
    finalAfter: finalAfter[familyOfChoice(choice)],
    explorerUrl: '',
    isEnabled: true,
    sources,
  };
}

export function formOfNetwork(network: NetworkSettings): NetworkForm {
  return {
    choice: network.id,
    chainId: '',
    name: network.name,
    symbol: network.symbol,
    decimals: String(network.decimals),
    finalAfter: String(network.finalAfter),
    explorerUrl: network.explorerUrl ?? '',
    isEnabled: network.isEnabled,
    sources: network.sources.map((source) => ({ key: source.id, stored: source, url: '' })),
  };
}

/** The id by CAIP-2; null while the chain id is none. */
export function idOfForm({ choice, chainId }: NetworkForm): string | null {
  if (choice !== otherEvm) return choice;
  return /^[1-9]\d{0,17}$/.test(chainId.trim()) ? `eip155:${chainId.trim()}` : null;
}

export type FieldName = 'name' | 'symbol' | 'decimals' | 'finalAfter' | 'explorerUrl';

/** The fields as the endpoint takes them, or which of them are wrong. */
export function fieldsOfForm(
  form: NetworkForm,
): { ok: true; fields: NetworkFields } | { ok: false; wrong: Set<FieldName> } {
  const whole = (text: string) => (/^\d+$/.test(text.trim()) ? Number(text) : Number.NaN);
  const parsed = networkFieldsSchema.safeParse({
    name: form.name,
    symbol: form.symbol.trim(),
    decimals: whole(form.decimals),
    finalAfter: whole(form.finalAfter),
    explorerUrl: form.explorerUrl.trim() === '' ? null : form.explorerUrl.trim(),
    isEnabled: form.isEnabled,
  });
  if (parsed.success) return { ok: true, fields: parsed.data };
  return { ok: false, wrong: new Set(parsed.error.issues.map(({ path }) => path[0] as FieldName)) };
}

export function isSourceFilled({ stored, url }: SourceDraft): boolean {
  return stored !== null || (URL.canParse(url.trim()) && /^https?:/.test(url.trim()));
}

export function sourceChange({ stored, url }: SourceDraft): SourceChange {
  return stored ? { id: stored.id } : { url: url.trim() };
}

/** What stands in the way of the source at this place, as a refusal tells it. */
export function refusedSource(
  details: Record<string, unknown> | undefined,
): { index: number; reason: string } | null {
  const { field, index, reason } = details ?? {};
  if (field !== 'sources' || typeof index !== 'number' || typeof reason !== 'string') return null;
  return { index, reason };
}

export function familyOf(network: NetworkSettings | null, choice: string): SourceFamily {
  const family = sourceFamilySchema.safeParse(network?.family);
  return family.success ? family.data : familyOfChoice(choice);
}
